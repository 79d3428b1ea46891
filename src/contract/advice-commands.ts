import { z } from 'zod';
import { ADVICE_RULES } from '../vocabulary/advice-rule.ts';
import { nothing, RENDERER, type CommandShape } from './command-shape.ts';
import { connectionIdSchema } from './view.ts';
import { findingViewSchema } from './view-advice.ts';

/** Commands about advice. */
export const adviceCommands = {
  /** Every finding, the most severe first, those that were dismissed among them. */
  'advice.list': { input: nothing, output: z.array(findingViewSchema), surface: RENDERER },
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
