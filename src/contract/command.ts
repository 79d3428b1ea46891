import { z } from 'zod';
import { ERROR_CODES } from '../vocabulary/error-code.ts';
import {
  type ConnectionId,
  MOST_ASKED_ABOUT,
  type SignInId,
  parseConnectionId,
  parseSignInId,
} from '../vocabulary/id.ts';
import { LONGEST_PASTED_TEXT } from '../vocabulary/inspection.ts';
import type { Surface } from '../vocabulary/program.ts';
import type { DeepReadonly } from '../vocabulary/same-type.ts';

/**
 * What a schema describes, read-only throughout: the one declaration of a result, which the core gives
 * and the window shows. Instants are plain numbers in it, because JSON has no other.
 */
export type View<Schema extends z.ZodType> = DeepReadonly<z.output<Schema>>;

/** What every command states about itself. */
export interface CommandShape {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly surface: readonly Surface[];
  /** What its input may weigh, in characters and values; `LARGEST_INPUT` where absent. */
  readonly largestInput?: number;
}

/** What the input of a command may weigh that takes no pasted text. */
export const LARGEST_INPUT = 64 * 1024;

/** For commands that take pasted text: the text whole, and what stands beside it. */
export const LARGEST_PASTED_INPUT = LONGEST_PASTED_TEXT + LARGEST_INPUT;

/** No input, or no output. */
export const nothing = z.strictObject({});

export const RENDERER = ['renderer'] as const;

/**
 * A failure as data: Electron drops custom fields of thrown errors (electron/electron#24427), so
 * nothing is thrown across. `fields` are safe to show and are quoted where they are foreign text.
 */
export const failureSchema = z.object({
  code: z.enum(ERROR_CODES),
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type Failure = View<typeof failureSchema>;

/** What every command answers: a value or a failure, both data. */
export type Reply<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: Failure };

export const connectionIdSchema = z
  .string()
  .refine((text): text is ConnectionId => parseConnectionId(text) !== undefined);

export const connectionIdsSchema = z.array(connectionIdSchema).min(1).max(MOST_ASKED_ABOUT);

export const signInIdSchema = z
  .string()
  .refine((text): text is SignInId => parseSignInId(text) !== undefined);

/** Milliseconds since 1970. */
export const instant = z.number();

export const errorCode = z.enum(ERROR_CODES);
