import { z } from 'zod';
import { nothing, RENDERER, type CommandShape } from './command-shape.ts';
import { ledgerEntryViewSchema, traceEntryViewSchema } from './view-trace.ts';

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
