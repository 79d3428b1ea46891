import type { z } from 'zod';
import { foreignText } from '../../core/fault/foreign-text.ts';
import {
  isValetKeyError,
  ValetKeyError,
  type SafeFields,
} from '../../core/fault/valet-key-error.ts';
import type { Log } from '../../core/port/log.ts';
import type { Surface } from '../../vocabulary/program.ts';
import { LARGEST_INPUT, type Failure, type Reply } from '../../contract/command.ts';

/** One entry of a contract, as far as the router looks at it. */
export interface Command {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly surface: readonly Surface[];
  readonly largestInput?: number;
}

/** Takes one command through its contract. Never rejects: a failure is data. */
export type Dispatch = (surface: Surface, name: unknown, input: unknown) => Promise<Reply<unknown>>;

type Contract = Readonly<Record<string, Command>>;
/** Each handler takes the parsed input of its own command; `never` is what all of them accept. */
type AnyHandlers<C extends Contract> = {
  readonly [Name in keyof C]: (input: never) => unknown;
};

const findCommand = (contract: Contract, surface: Surface, name: unknown): [string, Command] => {
  const command =
    typeof name === 'string' && Object.hasOwn(contract, name) ? contract[name] : undefined;
  if (typeof name !== 'string' || command === undefined || !command.surface.includes(surface)) {
    throw new ValetKeyError('VK_UNKNOWN_COMMAND');
  }
  return [name, command];
};

const parseInput = (command: Command, input: unknown): unknown => {
  if (!fitsWithin(input, command.largestInput ?? LARGEST_INPUT)) {
    throw new ValetKeyError('VK_INVALID_INPUT', { fields: { problem: 'too-large' } });
  }
  const parsed = command.input.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = foreignText(issue?.path.map(String).join('.') ?? '');
  // Zod's own message may quote the value, and the value may be a secret: only its code is passed on.
  const fields: SafeFields = {
    problem: issue?.code ?? 'custom',
    ...(field === '' ? {} : { field }),
  };
  throw new ValetKeyError('VK_INVALID_INPUT', { fields });
};

/** Strips what the contract does not name, so that a stray field cannot leak. */
const parseOutput = (command: Command, output: unknown): unknown => {
  const parsed = command.output.safeParse(output);
  if (!parsed.success) throw new ValetKeyError('VK_REPLY_INVALID');
  return parsed.data;
};

const failureOf = (thrown: unknown, command: string, log: Log): Failure => {
  if (isValetKeyError(thrown)) return { code: thrown.code, fields: thrown.fields };
  // The message may hold anything, a token included; the kind of error holds nothing.
  log.warn('ipc.internal', {
    command,
    kind: thrown instanceof Error ? thrown.name : typeof thrown,
  });
  return { code: 'VK_INTERNAL', fields: {} };
};

/**
 * The one way from a surface to a use case: known name, allowed surface, small and valid input,
 * handler, valid output, in that order. Who may speak at all is judged before, at the gate.
 */
export const createRouter = <C extends Contract>(parts: {
  readonly contract: C;
  readonly handlers: AnyHandlers<C>;
  readonly log: Log;
}): Dispatch => {
  const run = async (surface: Surface, name: unknown, input: unknown): Promise<unknown> => {
    const [known, command] = findCommand(parts.contract, surface, name);
    const handle = parts.handlers[known] as ((input: unknown) => unknown) | undefined;
    if (handle === undefined) throw new ValetKeyError('VK_UNKNOWN_COMMAND');
    return parseOutput(command, await handle(parseInput(command, input)));
  };
  return async (surface, name, input) => {
    try {
      return { ok: true, value: await run(surface, name, input) };
    } catch (thrown) {
      const command = typeof name === 'string' ? foreignText(name) : '';
      return { ok: false, failure: failureOf(thrown, command, parts.log) };
    }
  };
};

/** A number, a boolean, a key's colon: everything costs something, so empty things add up too. */
const COST_OF_A_VALUE = 8;

/**
 * Whether `value` weighs at most `limit`. Stops as soon as it does not, so neither a huge input nor
 * a cyclic one costs more than `limit` steps. Dates, maps and bytes never fit: no command takes any.
 */
export const fitsWithin = (value: unknown, limit: number): boolean => {
  const waiting: unknown[] = [value];
  let left = limit;
  while (waiting.length > 0 && left >= 0) {
    const next = waiting.pop();
    if (!isPlain(next)) return false;
    left -= COST_OF_A_VALUE + (typeof next === 'string' ? next.length : 0);
    if (typeof next !== 'object' || next === null) continue;
    for (const [key, member] of members(next)) {
      left -= key.length + 1;
      if (left < 0) return false;
      waiting.push(member);
    }
  }
  return left >= 0;
};

const isPlain = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.prototype.toString.call(value) === '[object Object]'
    : typeof value !== 'bigint';

/** Lazy, unlike `Object.entries`: the caller stops half-way through a huge object. */
function* members(value: object): Generator<readonly [string, unknown]> {
  for (const key in value) {
    if (Object.hasOwn(value, key)) yield [key, Reflect.get(value, key)];
  }
}
