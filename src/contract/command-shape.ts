import { z } from 'zod';

/** Who may send a command. The agent's surface (`cli`) uses the same router. */
export type Surface = 'renderer' | 'cli';

/** What every command states about itself. */
export interface CommandShape {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly surface: readonly Surface[];
}

/** No input, or no output. */
export const nothing = z.strictObject({});
export const RENDERER = ['renderer'] as const;
