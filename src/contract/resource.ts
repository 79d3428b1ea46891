import { z } from 'zod';
import { type CommandShape, RENDERER, type View } from './command.ts';

const address = z.string().min(1).max(2000);
const challenge = z.string().max(8192);

/** Addresses of APIs and MCP servers in pasted text. Foreign text. */
const pastedResourceSchema = z.object({
  addresses: z.array(
    z.object({ address: z.string(), host: z.string(), name: z.string().optional() }),
  ),
  challenge: challenge.optional(),
});
export type PastedResourceView = View<typeof pastedResourceSchema>;

/** What a resource says of where to sign in for it. Foreign text. @see RFC 9728 §2 */
const resourceViewSchema = z.object({
  host: z.string(),
  /** What it calls itself. */
  name: z.string().optional(),
  /** In the resource's order. */
  servers: z.array(
    z.object({
      issuer: z.string(),
      host: z.string(),
      /** Not the resource's own host. */
      isElsewhere: z.boolean(),
    }),
  ),
  /** What to ask for, unless the person wants less. */
  scope: z.array(z.string()),
  /** It describes itself nowhere: its own origin is taken for the server, as MCP once had it. */
  isUndescribed: z.boolean(),
  /** It takes none but tokens that are bound to a key. @see RFC 9449 */
  requiresDpop: z.boolean(),
});
export type ResourceView = View<typeof resourceViewSchema>;

/** Commands about protected resources: APIs and MCP servers, by their addresses. */
export const resourceCommands = {
  /** Finds addresses in what was typed or pasted; asks nobody. */
  'resource.read': {
    input: z.strictObject({ text: z.string().max(60_000) }),
    output: pastedResourceSchema,
    surface: RENDERER,
  },
  /** Asks the resource, and where its challenge says that its metadata is; no authorization server. */
  'resource.describe': {
    input: z.strictObject({ address, challenge: challenge.optional() }),
    output: resourceViewSchema,
    surface: RENDERER,
  },
} as const satisfies Record<string, CommandShape>;
