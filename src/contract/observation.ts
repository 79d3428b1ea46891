import { z } from 'zod';
import { EXCHANGE_KINDS } from '../vocabulary/exchange-kind.ts';
import { LEDGER_KINDS } from '../vocabulary/ledger-kind.ts';
import { ROLES } from '../vocabulary/oauth.ts';
import { EXPORT_KINDS } from '../vocabulary/program.ts';
import {
  type CommandShape,
  type View,
  RENDERER,
  connectionIdSchema,
  errorCode,
  instant,
  nothing,
} from './command.ts';

/** One named value of a message; `secret` values have been replaced by a description. */
const traceFieldSchema = z.object({ name: z.string(), value: z.string(), secret: z.boolean() });
export type TraceField = View<typeof traceFieldSchema>;

/** One message, redacted: nothing in it can be used to get at anything. */
const traceMessageSchema = z.object({
  /** The request line or the status line. */
  line: z.string(),
  headers: z.array(traceFieldSchema),
  body: z.array(traceFieldSchema),
});
export type TraceMessage = View<typeof traceMessageSchema>;

/** One arrow between two roles, with the answer to it where there is one. */
export const traceEntrySchema = z.object({
  id: z.number(),
  /** Which sign-in or connection it belongs to. */
  flow: z.string(),
  at: instant,
  /** Milliseconds until the answer began. */
  duration: z.number().optional(),
  from: z.enum(ROLES),
  to: z.enum(ROLES),
  kind: z.enum(EXCHANGE_KINDS),
  /** What the RFC calls it, such as `Access Token Request`. */
  title: z.string(),
  /** Where the RFC says so, such as `RFC 6749 §4.1.3`. */
  spec: z.string(),
  request: traceMessageSchema,
  response: traceMessageSchema.optional(),
  failure: errorCode.optional(),
});
export type TraceEntry = View<typeof traceEntrySchema>;

/** What happened to which connection; tokens appear as the start of their SHA-256, never themselves. */
export const ledgerEntryViewSchema = z.object({
  id: z.number(),
  at: z.number(),
  kind: z.enum(LEDGER_KINDS),
  connectionId: z.string(),
  /** Who and where, as it was then. */
  subject: z.string(),
  host: z.string(),
  scope: z.array(z.string()),
  /** First 12 hexadecimal digits of the SHA-256 of the access token. */
  tokenHash: z.string().optional(),
  /** The life of that token, in milliseconds. Older entries lack its beginning. */
  obtainedAt: z.number().optional(),
  expiresAt: z.number().optional(),
  /**
   * A format for hand-outs, method and address for proofs, an error code for failures, a part or an
   * outcome for revocations, `narrowed` for refreshes for less than the grant.
   */
  detail: z.string().optional(),
  /** The program that a token was given to; foreign text. */
  recipient: z.string().optional(),
});
export type LedgerEntryView = View<typeof ledgerEntryViewSchema>;

/** Commands about what was said and what was done. */
export const observationCommands = {
  /** What was said between the four roles, redacted; newest last. */
  'trace.list': { input: nothing, output: z.array(traceEntrySchema), surface: RENDERER },
  'trace.clear': { input: nothing, output: nothing, surface: RENDERER },
  /** Newest first. */
  'ledger.list': { input: nothing, output: z.array(ledgerEntryViewSchema), surface: RENDERER },
  /** Deletes what is written about a connection that is forgotten. VK_INVALID_INPUT for any other. */
  'ledger.clear': {
    input: z.strictObject({ connectionId: connectionIdSchema }),
    output: nothing,
    surface: RENDERER,
  },
  /** Asks where to, and writes a file: the trace or the ledger as JSON. */
  'file.export': {
    input: z.strictObject({ what: z.enum(EXPORT_KINDS) }),
    output: z.object({ saved: z.boolean() }),
    surface: RENDERER,
  },
} as const satisfies Record<string, CommandShape>;
