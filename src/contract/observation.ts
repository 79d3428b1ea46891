import { z } from 'zod';
import { EXCHANGE_KINDS } from '../vocabulary/exchange-kind.ts';
import { LEDGER_KINDS } from '../vocabulary/ledger-kind.ts';
import { type CommandShape, RENDERER, nothing } from './command.ts';

const role = z.enum(['resource-owner', 'client', 'authorization-server', 'resource-server']);

const field = z.object({ name: z.string(), value: z.string(), secret: z.boolean() });

const message = z.object({ line: z.string(), headers: z.array(field), body: z.array(field) });

/** One arrow of the flow, redacted where it was recorded. Instants and durations in milliseconds. */
export const traceEntryViewSchema = z.object({
  id: z.number(),
  flow: z.string(),
  at: z.number(),
  duration: z.number().optional(),
  from: role,
  to: role,
  kind: z.enum(EXCHANGE_KINDS),
  title: z.string(),
  spec: z.string(),
  request: message,
  response: message.optional(),
  failure: z.string().optional(),
});
export type TraceEntryView = z.infer<typeof traceEntryViewSchema>;

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
});
export type LedgerEntryView = z.infer<typeof ledgerEntryViewSchema>;

/** What can be written to a file: the trace (also as an HTTP archive) or the ledger. */
export const exportSchema = z.enum(['trace', 'trace-har', 'ledger']);
export type ExportKind = z.infer<typeof exportSchema>;

/** Commands about what was said and what was done. */
export const observationCommands = {
  /** What was said between the four roles, redacted; newest last. */
  'trace.list': { input: nothing, output: z.array(traceEntryViewSchema), surface: RENDERER },
  'trace.clear': { input: nothing, output: nothing, surface: RENDERER },
  /** Newest first. */
  'ledger.list': { input: nothing, output: z.array(ledgerEntryViewSchema), surface: RENDERER },
  /** Asks where to, and writes a file: the trace or the ledger as JSON. */
  'file.export': {
    input: z.strictObject({ what: exportSchema }),
    output: z.object({ saved: z.boolean() }),
    surface: RENDERER,
  },
} as const satisfies Record<string, CommandShape>;
