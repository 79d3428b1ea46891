import { z } from 'zod';
import { ADVICE_ACTIONS, ADVICE_RULES, ADVICE_SEVERITIES } from '../vocabulary/advice-rule.ts';
import { connectionIdSchema } from './view.ts';

/** What a rule says of one connection; the window has the words. */
export const findingViewSchema = z.object({
  rule: z.enum(ADVICE_RULES),
  severity: z.enum(ADVICE_SEVERITIES),
  /** Where it is written, such as `RFC 9700 §2.3`. */
  spec: z.string(),
  connectionId: connectionIdSchema,
  action: z.enum(ADVICE_ACTIONS),
  /** Scope tokens and the like that it is about: foreign text. */
  about: z.array(z.string()),
  days: z.number().optional(),
  /** The person knows of it. */
  isDismissed: z.boolean(),
});
export type FindingView = z.infer<typeof findingViewSchema>;
