import { z } from 'zod';
import { RENDERER, type CommandShape } from './command-shape.ts';
import { scopeText, strength } from './sign-in-request.ts';
import { connectionIdSchema } from './view.ts';
import { scopeMeaningViewSchema } from './view-preset.ts';
import {
  askAgainViewSchema,
  demandViewSchema,
  scopeChoiceViewSchema,
  scopeHistoryViewSchema,
} from './view-scope.ts';

/** Commands about what a connection may do. None of them changes anything or asks a server. */
export const scopeCommands = {
  /** Every scope token whose meaning is known here, of a preset where one is named. */
  'scope.known': {
    input: z.strictObject({ preset: z.string().max(64).optional() }),
    output: z.array(scopeMeaningViewSchema),
    surface: RENDERER,
  },
  /** Asked for, granted and used, over time. */
  'connection.scope-history': {
    input: z.strictObject({ connectionId: connectionIdSchema }),
    output: scopeHistoryViewSchema,
    surface: RENDERER,
  },
  /** What the connection holds, and what it could ask for. */
  'connection.scope-choices': {
    input: z.strictObject({ connectionId: connectionIdSchema }),
    output: z.array(scopeChoiceViewSchema),
    surface: RENDERER,
  },
  /** What `sign-in.start` of the kind `again` would change and send. */
  'connection.preview-again': {
    input: z.strictObject({
      connectionId: connectionIdSchema,
      scope: scopeText.optional(),
      ...strength,
    }),
    output: askAgainViewSchema,
    surface: RENDERER,
  },
  /** What an API's refusal, pasted, asks of the person. */
  'connection.read-demand': {
    input: z.strictObject({ connectionId: connectionIdSchema, text: z.string().max(50_000) }),
    output: demandViewSchema,
    surface: RENDERER,
  },
} as const satisfies Record<string, CommandShape>;
