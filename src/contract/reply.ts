import { z } from 'zod';
import { ERROR_CODES } from '../vocabulary/error-code.ts';

/**
 * A failure as data: Electron drops custom fields of thrown errors (electron/electron#24427), so
 * nothing is thrown across. `fields` are safe to show and are quoted where they are foreign text.
 */
export const failureSchema = z.object({
  code: z.enum(ERROR_CODES),
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type Failure = z.infer<typeof failureSchema>;

/** What every command answers: a value or a failure, both data. */
export type Reply<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: Failure };
