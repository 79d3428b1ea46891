import { z } from 'zod';
import { ADVICE_ACTIONS, ADVICE_RULES, ADVICE_SEVERITIES } from '../vocabulary/advice-rule.ts';
import {
  type CommandShape,
  RENDERER,
  connectionIdSchema,
  connectionIdsSchema,
  nothing,
  type View,
} from './command.ts';

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
export type FindingView = View<typeof findingViewSchema>;

/** Commands about advice. */
export const adviceCommands = {
  /** Every finding, the most severe first, those that were dismissed among them. */
  'advice.list': { input: nothing, output: z.array(findingViewSchema), surface: RENDERER },
  /** The same of these connections, and of others that a change of them could tell something new about. */
  'advice.about': {
    input: z.strictObject({ connectionIds: connectionIdsSchema }),
    output: z.object({
      /** All that were judged: what else was known of them holds no longer. */
      connectionIds: z.array(connectionIdSchema),
      findings: z.array(findingViewSchema),
    }),
    surface: RENDERER,
  },
  /** "I know": the finding stays quiet for as long as it is about no more than now. Can be undone. */
  'advice.dismiss': {
    input: z.strictObject({
      rule: z.enum(ADVICE_RULES),
      connectionId: connectionIdSchema,
      isDismissed: z.boolean(),
    }),
    output: nothing,
    surface: RENDERER,
  },
} as const satisfies Record<string, CommandShape>;
