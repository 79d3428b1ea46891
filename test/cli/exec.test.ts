import { existsSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Child, ChildEnd } from '../../src/cli/platform/platform.ts';
import { problem } from './fake-agent.ts';
import { useShell } from './shell.ts';

const shell = useShell();
const tokenOf = (number: number): string => `tok-c1-${number}-abcdefghijklmnop`;

/** Stands in for the program that is run: keeps what it was given, and ends as it is told. */
const program = (end: ChildEnd = { kind: 'exited', code: 0 }) => {
  const children: Child[] = [];
  return {
    children,
    run: async (child: Child): Promise<ChildEnd> => {
      children.push(child);
      child.onStart?.();
      return end;
    },
  };
};

test('the program gets the token in its environment and not in its arguments', async () => {
  const { children, run } = program();
  expect((await shell().vk(['exec', 'work', '--', 'prog', '--json', '-x'], { run })).code).toBe(0);
  expect(children[0]).toMatchObject({
    command: 'prog',
    arguments: ['--json', '-x'],
    environment: { ACCESS_TOKEN: tokenOf(1) },
  });
  expect(JSON.stringify(children[0]?.arguments)).not.toContain('tok-');
});

test.each([
  [['--env', 'GH_TOKEN', '--env', 'B'], { GH_TOKEN: tokenOf(1), B: tokenOf(1) }],
  [
    ['--npm', 'https://npm.example.com/team'],
    { 'npm_config_//npm.example.com/team/:_authToken': tokenOf(1) },
  ],
  [
    ['--pip', 'https://pip.example.com/simple'],
    { PIP_INDEX_URL: `https://oauth2:${tokenOf(1)}@pip.example.com/simple` },
  ],
])('%j puts the token into the variable of that tool alone', async (words, environment) => {
  const { children, run } = program();
  await shell().vk(['exec', 'work', ...words, '--', 'prog'], { run });
  expect(children[0]?.environment).toEqual(environment);
});

test.each([
  [{ kind: 'exited', code: 42 }, 42],
  [{ kind: 'signalled', number: 15 }, 143],
  [{ kind: 'not-runnable' }, 126],
  [{ kind: 'not-found' }, 127],
] as const)('an end by %j gives the exit code %i', async (end, code) => {
  expect((await shell().vk(['exec', 'work', '--', 'prog'], { run: program(end).run })).code).toBe(
    code,
  );
});

test('the token is taken out of both outputs, each with a filter of its own', async () => {
  const { children, run } = program();
  await shell().vk(['exec', 'work', '--', 'prog'], { run });
  const filter = children[0]?.filter;
  const [out, err] = [filter?.(), filter?.()];
  const half = tokenOf(1).slice(0, 9);
  expect(out?.push(half)).toBe('');
  expect(err?.push('x')).toBe('x');
  expect(out?.push(tokenOf(1).slice(9))).toBe('[token]');
});

test('--no-redact leaves the output to the program', async () => {
  const { children, run } = program();
  await shell().vk(['exec', 'work', '--no-redact', '--', 'prog'], { run });
  expect(children[0]?.filter).toBeUndefined();
});

test('no token, no program', async () => {
  const { agent, vk } = shell();
  const { children, run } = program();
  agent.on('POST /v1/token', () => problem(403, 'VK_APPROVAL_DENIED'));
  expect((await vk(['exec', 'work', '--', 'prog'], { run })).code).toBe(6);
  expect(children).toEqual([]);
});

test.each([[['exec', 'work']], [['exec', 'work', '--']], [['curl', 'work']]])(
  '%j says that a program is missing, and asks for no token',
  async (words) => {
    const { agent, vk } = shell();
    expect((await vk(words)).code).toBe(2);
    expect(agent.asked).toEqual([]);
  },
);

test.each([['http://npm.example.com/'], ['npm.example.com']])(
  'a token is not put on the way to the registry %s, which is not https',
  async (address) => {
    const { children, run } = program();
    expect((await shell().vk(['exec', 'work', '--npm', address, '--', 'x'], { run })).code).toBe(2);
    expect((await shell().vk(['exec', 'work', '--pip', address, '--', 'x'], { run })).code).toBe(2);
    expect(children).toEqual([]);
  },
);

/**
 * Runs a program that lives for some tokens: time goes on by what vk sleeps, and after so many sleeps the
 * program ends.
 */
const longRun = async (
  words: readonly string[],
  sleeps: number,
  onSleep: (child: Child) => void,
) => {
  const { agent, vk } = shell();
  let now = 1_800_000_000;
  const slept: number[] = [];
  let child: Child | undefined;
  let finish: () => void = () => undefined;
  const ended = await vk(['exec', 'work', ...words, '--', 'prog'], {
    now: () => now,
    run: (started) => {
      child = started;
      return new Promise((resolve) => {
        finish = () => resolve({ kind: 'exited', code: 0 });
        started.onStart?.();
      });
    },
    sleep: async (seconds, signal) => {
      if (child !== undefined) onSleep(child);
      if (slept.length === sleeps) {
        finish();
        if (signal?.aborted === true) return;
        await new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }));
        return;
      }
      slept.push(seconds);
      now += seconds;
      agent.setNow(now);
    },
  });
  return { ended, slept, child, agent };
};

test('a program that outlives three tokens reads each of them in its file, which is gone afterwards', async () => {
  shell().agent.setLife(400);
  const seen: string[] = [];
  let path = '';
  const { ended, slept, child } = await longRun(['--file'], 3, ({ environment }) => {
    path = environment['ACCESS_TOKEN_FILE'] ?? '';
    expect(statSync(path).mode & 0o777).toBe(0o600);
    seen.push(readFileSync(path, 'utf8'));
  });
  expect(ended).toEqual({ code: 0, out: '', err: '' });
  expect(seen).toEqual([1, 2, 3, 4].map(tokenOf));
  expect(slept).toEqual([300, 300, 300]);
  expect(existsSync(path)).toBe(false);
  expect(Object.keys(child?.environment ?? {})).toEqual(['ACCESS_TOKEN_FILE']);
});

test('each new token is written as a line on descriptor 3, and taken out of the output', async () => {
  shell().agent.setLife(400);
  let written = '';
  const { child } = await longRun(['--fd'], 2, (running) => {
    const { descriptor } = running;
    if (descriptor !== undefined && 'stream' in descriptor) {
      descriptor.stream.write = (text) => void (written += text);
    }
  });
  expect(written).toBe(`${tokenOf(2)}\n${tokenOf(3)}\n`);
  expect(child?.filter?.().push(`${tokenOf(3)} `)).toBe('[token] ');
});

test('a refresh that fails is said and tried again; the program runs on', async () => {
  const { agent } = shell();
  agent.setLife(400);
  let count = 0;
  const { ended, slept } = await longRun(['--file'], 2, () => {
    count += 1;
    if (count === 1) agent.on('POST /v1/token', () => problem(503, 'VK_OFFLINE'));
  });
  expect(ended.code).toBe(0);
  expect(ended.err).toBe(
    'vk: The next token could not be had: Refused: VK_OFFLINE.\n'.repeat(slept.length),
  );
  expect(slept[1]).toBe(5);
});

test('curl reads the token from a descriptor, before what the person says', async () => {
  const { children, run } = program();
  await shell().vk(['curl', 'work', '--', '-s', 'https://api.example.com/'], { run });
  expect(children[0]).toMatchObject({
    command: 'curl',
    // Without --proto-default, curl takes an address without a scheme for http.
    arguments: [
      ...['--config', '/dev/fd/3', '--proto-default', 'https'],
      ...['-s', 'https://api.example.com/'],
    ],
    environment: {},
    descriptor: { text: `oauth2-bearer = "${tokenOf(1)}"\n` },
  });
});

test('of a token that lives for weeks no more than a day is asked for', async () => {
  shell().agent.setLife(60 * 86_400);
  const { agent } = await longRun(['--file'], 1, () => undefined);
  expect(agent.asked.map(({ body }) => body['min_valid'])).toEqual([undefined, 86_400]);
});
