import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import { createRouter, fitsWithin, type Command } from '../../../src/main/ipc/router.ts';
import { commands } from '../../../src/contract/contract.ts';
import { findToken } from '../../../src/core/oauth/token/find-token.ts';
import { describeToken } from '../../../src/core/oauth/token/claims.ts';
import { LARGEST_INPUT } from '../../../src/contract/command.ts';
import { LONGEST_PASTED_TEXT } from '../../../src/vocabulary/inspection.ts';
import { realServer } from '../../fixtures/real-servers.ts';
import { fakeLog } from '../../fake/log.ts';

const TOKEN = 'canary-5up3r-s3cr3t';

/** A handler for every command that counts its calls and answers with a canary. */
const countingHandlers = (contract: Readonly<Record<string, Command>>) => {
  const calls: string[] = [];
  const handlers = Object.fromEntries(
    Object.keys(contract).map((name) => [
      name,
      () => {
        calls.push(name);
        return { refreshToken: TOKEN };
      },
    ]),
  );
  return { calls, handlers };
};

const cyclic: Record<string, unknown> = {};
cyclic['self'] = cyclic;
let deep: unknown = 'bottom';
for (let level = 0; level < 20_000; level += 1) deep = { deep };

/** What no command may accept. `extra` alone has the right members, plus one. */
const HOSTILE: Readonly<Record<string, unknown>> = {
  'a string of 10 MB': 'a'.repeat(10_000_000),
  'a member of 10 MB': { connectionId: 'a'.repeat(10_000_000) },
  'ten thousand members': Object.fromEntries(
    Array.from({ length: 10_000 }, (_, i) => [`k${i}`, i]),
  ),
  'an extra member': { extra: 1 },
  'a polluted prototype': JSON.parse('{"__proto__":{"connectionId":"x"},"extra":1}'),
  'a cycle': cyclic,
  'a deep nest': deep,
  'a huge buffer': new Uint8Array(10_000_000),
  'a bigint': { connectionId: 1n },
  'an array': [],
  null: null,
  undefined,
  'a number': 7,
  'a date': new Date(0),
  'a map': new Map([['connectionId', 'x']]),
};

describe('every command of the contract', () => {
  const names = Object.keys(commands);
  const cases = names.flatMap((name) =>
    Object.keys(HOSTILE).map((payload) => [name, payload] as const),
  );

  test.each(cases)('IP-003 %s refuses %s before its handler runs', async (name, payload) => {
    const { calls, handlers } = countingHandlers(commands);
    const dispatch = createRouter({
      contract: commands,
      handlers: handlers as never,
      log: fakeLog(),
    });
    const reply = await dispatch('renderer', name, HOSTILE[payload]);
    expect(reply).toMatchObject({ ok: false, failure: { code: 'VK_INVALID_INPUT' } });
    expect(calls).toEqual([]);
  });

  test.each(
    names.filter((name) => commands[name as keyof typeof commands].input.safeParse({}).success),
  )('%s lets nothing through that its output does not name', async (name) => {
    const { calls, handlers } = countingHandlers(commands);
    const dispatch = createRouter({
      contract: commands,
      handlers: handlers as never,
      log: fakeLog(),
    });
    const reply = await dispatch('renderer', name, {});
    expect(calls).toEqual([name]);
    expect(JSON.stringify(reply)).not.toContain(TOKEN);
  });

  test('none takes or gives a refresh token', () => {
    expect(names.join(' ')).not.toMatch(/refresh-token|secret\.get/);
  });

  test('the surface decides, and does not tell an unknown command from a closed one', async () => {
    const { calls, handlers } = countingHandlers(commands);
    const dispatch = createRouter({
      contract: commands,
      handlers: handlers as never,
      log: fakeLog(),
    });
    const rendererOnly = names.filter(
      (name) => !(commands[name as keyof typeof commands] as Command).surface.includes('cli'),
    );
    for (const name of [...rendererOnly, 'no.such']) {
      const reply = await dispatch('cli', name, {});
      expect(reply).toEqual({ ok: false, failure: { code: 'VK_UNKNOWN_COMMAND', fields: {} } });
    }
    expect(calls).toEqual([]);
  });
});

describe('what an input weighs', () => {
  test.each([
    ['a text', 'a'.repeat(92), 'a'.repeat(93)],
    ['a name of a member', { ['a'.repeat(83)]: 1 }, { ['a'.repeat(84)]: 1 }],
    ['empty members', Array.from({ length: 9 }, () => ''), Array.from({ length: 12 }, () => '')],
  ])('counts %s', (_what, fitting, tooLarge) => {
    expect(fitsWithin(fitting, 100)).toBe(true);
    expect(fitsWithin(tooLarge, 100)).toBe(false);
  });

  test.each([1n, new Date(0), new Map(), new Uint8Array(1)])(
    'is beyond every bound where no command takes such a value: %o',
    (value) => {
      expect(fitsWithin(value, 100)).toBe(false);
      expect(fitsWithin({ value }, 100)).toBe(false);
    },
  );
});

/** The longest text that a schema takes, at any depth. */
const longestText = (schema: unknown): number => {
  if (typeof schema !== 'object' || schema === null) return 0;
  const longest = 'maxLength' in schema ? Number(schema.maxLength) : 0;
  return Math.max(longest, ...Object.values(schema).map(longestText));
};

describe('the largest input of a command', () => {
  test.each(Object.entries<Command>(commands))(
    'of %s has room for its longest text',
    (_name, { input, largestInput = LARGEST_INPUT }) => {
      expect(longestText(z.toJSONSchema(input, { unrepresentable: 'any' }))).toBeLessThan(
        largestInput - 1000,
      );
    },
  );

  test.each(['token.examine', 'token.introspect'] as const)(
    '%s takes a pasted text whole, and not one that is longer',
    async (name) => {
      const { calls, handlers } = countingHandlers(commands);
      const dispatch = createRouter({
        contract: commands,
        handlers: handlers as never,
        log: fakeLog(),
      });
      const connectionId = 'AAAAAAAAAAAAAAAAAAAAAA';
      const say = (length: number) =>
        dispatch('renderer', name, {
          text: 'a'.repeat(length),
          ...(name === 'token.introspect' ? { connectionId } : { askIssuer: false }),
        });
      await say(LONGEST_PASTED_TEXT);
      expect(calls).toEqual([name]);
      await say(LONGEST_PASTED_TEXT + 1);
      expect(calls).toEqual([name]);
    },
  );

  test('leaves of a token that is longer its head, which is shown', () => {
    expect(realServer('JW-024').expect).toContain('inspector shows head only');
    const head = Buffer.from('{"alg":"RS256","kid":"k1"}').toString('base64url');
    const pasted = `Authorization: Bearer ${head}.${'a'.repeat(5_000_000)}.sig`;
    expect(describeToken(findToken(pasted.slice(0, LONGEST_PASTED_TEXT)).token)).toMatchObject({
      format: 'jwt',
      header: [
        { name: 'alg', text: '"RS256"' },
        { name: 'kid', text: '"k1"' },
      ],
      claims: [],
      notes: ['cut-off'],
    });
  });
});

describe('a name that is no command', () => {
  test.each([
    'shell.openExternal', // IP-004
    'openExternal',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '',
    'APP.STATUS',
    undefined,
    null,
    7,
    {},
    ['app.status'],
    Symbol.iterator,
  ])('%s', async (name) => {
    const { calls, handlers } = countingHandlers(commands);
    const dispatch = createRouter({
      contract: commands,
      handlers: handlers as never,
      log: fakeLog(),
    });
    expect(await dispatch('renderer', name, {})).toEqual({
      ok: false,
      failure: { code: 'VK_UNKNOWN_COMMAND', fields: {} },
    });
    expect(calls).toEqual([]);
  });
});

describe('one command', () => {
  const contract = {
    greet: {
      input: z.strictObject({ name: z.string().trim() }),
      output: z.object({ greeting: z.string() }),
      surface: ['renderer'],
    },
  } as const;
  const routed = (greet: (input: { name: string }) => unknown) => {
    const log = fakeLog();
    return { log, dispatch: createRouter({ contract, handlers: { greet }, log }) };
  };

  test('input is parsed, output is stripped', async () => {
    const { dispatch } = routed(({ name }) => ({ greeting: `hello ${name}`, secret: TOKEN }));
    expect(await dispatch('renderer', 'greet', { name: ' Ada ' })).toEqual({
      ok: true,
      value: { greeting: 'hello Ada' },
    });
  });

  test('a bad field is named, its value is not', async () => {
    const { dispatch } = routed(() => undefined);
    expect(await dispatch('renderer', 'greet', { name: 7 })).toEqual({
      ok: false,
      failure: { code: 'VK_INVALID_INPUT', fields: { problem: 'invalid_type', field: 'name' } },
    });
  });

  test('our own failure keeps its code and fields', async () => {
    const { dispatch, log } = routed(() => {
      throw new ValetKeyError('VK_GRANT_REVOKED', { cause: TOKEN, fields: { host: 'as.example' } });
    });
    expect(await dispatch('renderer', 'greet', { name: 'x' })).toEqual({
      ok: false,
      failure: { code: 'VK_GRANT_REVOKED', fields: { host: 'as.example' } },
    });
    expect(log.entries).toEqual([]);
  });

  test('any other failure is ours, and its words go nowhere', async () => {
    const { dispatch, log } = routed(async () => {
      throw new RangeError(TOKEN);
    });
    expect(await dispatch('renderer', 'greet', { name: 'x' })).toEqual({
      ok: false,
      failure: { code: 'VK_INTERNAL', fields: {} },
    });
    expect(log.entries).toEqual([
      { level: 'warn', event: 'ipc.internal', fields: { command: 'greet', kind: 'RangeError' } },
    ]);
  });

  test('a reply that breaks the contract is not sent', async () => {
    const { dispatch } = routed(() => ({ greeting: 7, secret: TOKEN }));
    expect(await dispatch('renderer', 'greet', { name: 'x' })).toEqual({
      ok: false,
      failure: { code: 'VK_REPLY_INVALID', fields: {} },
    });
  });
});
