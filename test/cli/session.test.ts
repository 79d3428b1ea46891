import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useShell } from './shell.ts';

const shell = useShell();

test('status says in one sentence whether it is locked', async () => {
  const { agent, vk } = shell();
  expect((await vk(['status'])).out).toBe(
    'Valet Key 0.1.0 is running, unlocked, with 3 accounts.\n',
  );
  agent.on('GET /v1/status', () => ({
    status: 200,
    body: { version: '0.1.0', locked: true, connections: 1, protocol: 1 },
  }));
  expect((await vk(['status'])).out).toBe('Valet Key 0.1.0 is running, locked, with 1 account.\n');
});

test('a program that does not run is said as that, with how to start it', async () => {
  const { home, vk } = shell();
  const environment = { VALET_KEY_SOCKET: join(home, 'no.sock') };
  const { code, out, err } = await vk(['status'], { environment });
  expect({ code, out }).toEqual({ code: 5, out: '' });
  expect(err).toMatch(/^vk: Valet Key is not running\. Start /);
});

test('a reply that is no JSON is said as another version', async () => {
  const { agent, vk } = shell();
  agent.on('GET /v1/status', () => ({ status: 200, body: 'hello' }));
  expect(await vk(['status'])).toMatchObject({ code: 1, out: '' });
});

test('lock locks', async () => {
  const { agent, vk } = shell();
  expect((await vk(['lock'])).code).toBe(0);
  expect(agent.asked[0]).toMatchObject({ method: 'POST', path: '/v1/lock' });
});

test('revoke ends a login only when it is said that it is meant', async () => {
  const { agent, vk } = shell();
  expect((await vk(['revoke', 'work'])).code).toBe(2);
  expect(agent.asked).toEqual([]);
  expect(await vk(['revoke', 'work', '--yes'])).toEqual({ code: 0, out: 'revoked\n', err: '' });
});

describe('a sign-in', () => {
  test('shows the code for another device once and waits until it is done', async () => {
    const { agent, vk } = shell();
    const pending = { id: 's1', state: 'pending' };
    const code = { user_code: 'ABCD-EFGH', verification_uri: 'https://login.example.com/device' };
    const states = [
      { ...pending, ...code },
      { ...pending, ...code },
      { id: 's1', state: 'done' },
    ];
    agent.on('POST /v1/sign-in', () => ({ status: 202, body: pending }));
    agent.on('GET /v1/sign-in/s1', () => ({ status: 200, body: states.shift() }));
    const ended = await vk(['login', 'https://login.example.com', '--device']);
    expect(ended).toEqual({
      code: 0,
      out: 'You are signed in.\n',
      err: 'vk: Open https://login.example.com/device and enter ABCD-EFGH.\n',
    });
    expect(agent.asked[0]?.body).toEqual({ issuer: 'https://login.example.com', device: true });
  });

  test('that fails ends with its code', async () => {
    const { agent, vk } = shell();
    const failure = { code: 'VK_AUTHORIZATION_DENIED', title: 'You said no.' };
    agent.on('POST /v1/sign-in', () => ({
      status: 202,
      body: { id: 's1', state: 'failed', failure },
    }));
    expect(await vk(['login', 'https://login.example.com'])).toEqual({
      code: 8,
      out: '',
      err: 'vk: You said no.\n',
    });
  });

  test('again names the account that it is for', async () => {
    const { agent, vk } = shell();
    agent.on('POST /v1/sign-in', () => ({ status: 202, body: { id: 's1', state: 'pending' } }));
    await vk(['login', '--again', 'play', '--no-wait']);
    expect(agent.asked.at(-1)?.body).toEqual({ connection: 'c2' });
  });

  test.each([[[]], [['https://login.example.com', '--again', 'work']]])(
    'of nothing or of two things (%j) is refused',
    async (words) => {
      expect((await shell().vk(['login', ...words])).code).toBe(2);
    },
  );
});

describe('an inspection', () => {
  const inspection = {
    format: 'jwt',
    notes: ['not-signed'],
    header: [{ name: 'alg', text: '"none"' }],
    claims: [{ name: 'iss', text: '"https://\u001B[2J"' }],
    signature: { kind: 'refused', why: 'not signed' },
    validity: 'valid',
    accessTokenChecks: [{ name: 'typ', outcome: 'failed', why: 'is not at+jwt' }],
    keysAtMoment: [],
  };

  test('is printed as columns, without control characters', async () => {
    const { agent, vk } = shell();
    agent.on('POST /v1/inspect', () => ({ status: 200, body: inspection }));
    const { out } = await vk(['inspect'], { input: 'a.b.c' });
    expect(agent.asked[0]?.body).toEqual({ token: 'a.b.c' });
    expect(out).toContain('signature  refused not signed\n');
    expect(out).toContain('failed  typ  is not at+jwt\n');
    expect(out).not.toContain('\u001B');
  });

  test('is whole with --json', async () => {
    const { agent, vk } = shell();
    agent.on('POST /v1/inspect', () => ({ status: 200, body: inspection }));
    const { out } = await vk(['inspect', '--json'], { input: 'a.b.c' });
    expect(JSON.parse(out)).toEqual(inspection);
  });

  test.each([
    ['typed on a terminal', { isTerminal: true }],
    ['of nothing', { input: '  ' }],
    ['of more than any token', { input: 'a'.repeat(48 * 1024 + 1) }],
  ])('%s is refused before the agent is asked', async (_, setting) => {
    const { agent, vk } = shell();
    expect((await vk(['inspect'], setting)).code).toBe(2);
    expect(agent.asked).toEqual([]);
  });
});

describe('the doctor', () => {
  test('finds nothing where all is well', async () => {
    const { code, out } = await shell().vk(['doctor']);
    expect(code).toBe(0);
    expect(out.split('\n').filter((line) => line !== '' && !line.startsWith('pass'))).toEqual([]);
  });

  test('says that a path is no socket, and does not speak to it', async () => {
    const { agent, home, vk } = shell();
    const environment = { VALET_KEY_SOCKET: home };
    const { code, out } = await vk(['doctor'], { environment });
    expect(code).toBe(5);
    expect(out).toContain('is not a socket.');
    expect(agent.asked).toEqual([]);
  });
});

test('help shows examples before options, for every command', async () => {
  const { out } = await shell().vk(['help', 'exec']);
  expect(out.indexOf('Examples:')).toBeLessThan(out.indexOf('Options:'));
  expect(out.indexOf('Examples:')).toBeGreaterThan(0);
});

test.each([
  [['nonsense'], 'There is no command "nonsense".'],
  [['token', '--nonsense', 'work'], "Unknown option '--nonsense'."],
  [['token', 'work', '--format', 'xml'], '--format is one of raw, header, json, env, curl.'],
  [['token', 'work', '--min-valid', 'soon'], 'A duration is a number of seconds'],
  [['token', 'work', '--min-valid', '25h'], 'A token is asked to live a day at most.'],
  [['login', '--again', 'work', '--device'], 'An account is signed in again as it was before'],
  [['token', 'work', '--', 'x'], '"vk token" takes nothing after "--".'],
])('%j is refused in one sentence', async (words, sentence) => {
  const { code, err } = await shell().vk(words);
  expect(code).toBe(2);
  expect(err.startsWith(`vk: ${sentence}`)).toBe(true);
  expect(err.trimEnd().split('\n')).toHaveLength(1);
});

test('the version is that of the program', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect((await shell().vk(['--version'])).out).toBe(`vk ${version}\n`);
});
