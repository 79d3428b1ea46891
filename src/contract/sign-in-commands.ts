import { z } from 'zod';
import { nothing, RENDERER, type CommandShape } from './command-shape.ts';
import { signInRequestSchema } from './sign-in-request.ts';
import { signInIdSchema, signInViewSchema } from './view.ts';

/** Commands about sign-ins. */
export const signInCommands = {
  'sign-in.start': {
    input: signInRequestSchema,
    output: z.object({ signInId: signInIdSchema }),
    surface: RENDERER,
  },
  'sign-in.list': { input: nothing, output: z.array(signInViewSchema), surface: RENDERER },
  'sign-in.cancel': {
    input: z.strictObject({ signInId: signInIdSchema }),
    output: nothing,
    surface: RENDERER,
  },
  /** Goes on with a sign-in that asks whether its server is the right one. */
  'sign-in.confirm': {
    input: z.strictObject({ signInId: signInIdSchema }),
    output: nothing,
    surface: RENDERER,
  },
  'sign-in.open-browser-again': {
    input: z.strictObject({ signInId: signInIdSchema }),
    output: nothing,
    surface: RENDERER,
  },
  /** For machines where no redirect can arrive: the address the browser ended at, pasted. */
  'sign-in.paste-redirect': {
    input: z.strictObject({ signInId: signInIdSchema, url: z.string().max(8192) }),
    output: z.object({
      verdict: z.enum(['proceed', 'fail', 'ignore', 'stale', 'token-in-fragment']),
    }),
    surface: RENDERER,
  },
  /** Takes an ended sign-in off the list. */
  'sign-in.dismiss': {
    input: z.strictObject({ signInId: signInIdSchema }),
    output: nothing,
    surface: RENDERER,
  },
} as const satisfies Record<string, CommandShape>;
