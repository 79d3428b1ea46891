import { z } from 'zod';
import type { Surface } from '../vocabulary/program.ts';

/** What every command states about itself. */
export interface CommandShape {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly surface: readonly Surface[];
}

/** No input, or no output. */
export const nothing = z.strictObject({});
export const RENDERER = ['renderer'] as const;
