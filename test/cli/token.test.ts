import { expect, test } from 'vitest';
import { problem } from './fake-agent.ts';
import { useShell } from './shell.ts';

const shell = useShell();
const FIRST = 'tok-c1-1-abcdefghijklmnop';

test('an account by its name costs one request, which says who asks', async () => {
  const { agent, vk } = shell();
  expect(await vk(['token', 'work'])).toEqual({ code: 0, out: `${FIRST}\n`, err: '' });
  expect(agent.asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /v1/token']);
  expect(agent.asked[0]?.headers).toMatchObject({
    host: 'valet-key',
    'valet-key-client': 'vk',
  });
});

test('scopes, resource, lifetime and reason reach the agent as they were meant', async () => {
  const { agent, vk } = shell();
  await vk([
    ...['token', 'work', '--scope', 'a b', '--scope', 'b', '--resource', 'https://api.example.com'],
    ...['--min-valid', '15m', '--reason', 'nightly report'],
  ]);
  expect(agent.asked[0]?.body).toEqual({
    connection: 'work',
    scope: 'a b',
    resource: 'https://api.example.com',
    min_valid: 900,
    reason: 'nightly report',
  });
});

test.each([
  ['raw', `${FIRST}\n`],
  ['header', `Authorization: Bearer ${FIRST}\n`],
  ['env', `export ACCESS_TOKEN='${FIRST}'\n`],
  ['curl', `oauth2-bearer = "${FIRST}"\n`],
])('the format %s is printed as its reader takes it', async (format, out) => {
  expect(await shell().vk(['token', 'work', '--format', format])).toEqual({
    code: 0,
    out,
    err: '',
  });
});

test('quotes in a token stay inside of the shell word and of the curl value', async () => {
  const { agent, vk } = shell();
  agent.on('POST /v1/token', () => ({
    status: 200,
    body: {
      access_token: `a'b"c\\d`,
      token_type: 'bearer',
      connection: 'c1',
      issuer: 'https://login.example.com',
    },
  }));
  expect((await vk(['token', 'work', '--format', 'env'])).out).toBe(
    `export ACCESS_TOKEN='a'\\''b"c\\d'\n`,
  );
  expect((await vk(['token', 'work', '--format', 'curl'])).out).toBe(
    `oauth2-bearer = "a'b\\"c\\\\d"\n`,
  );
});

test('a token with a line feed is refused: it would be a second line of whatever it is put into', async () => {
  const { agent, vk } = shell();
  agent.on('POST /v1/token', () => ({
    status: 200,
    body: {
      access_token: 'abc\npassword=x',
      token_type: 'Bearer',
      connection: 'c1',
      issuer: 'https://login.example.com',
    },
  }));
  const { code, out } = await vk(['token', 'work']);
  expect({ code, out }).toEqual({ code: 1, out: '' });
});

test('a token that is bound to a key is printed as it is, and refused where a bearer token is wanted', async () => {
  const { agent, vk } = shell();
  agent.on('POST /v1/token', () => ({
    status: 200,
    body: {
      access_token: 'bound',
      token_type: 'DPoP',
      connection: 'c1',
      issuer: 'https://login.example.com',
    },
  }));
  expect((await vk(['token', 'work'])).out).toBe('bound\n');
  const header = await vk(['token', 'work', '--format', 'header']);
  expect(header).toMatchObject({ code: 10, out: '' });
  expect(header.err).toContain('bound to a key');
});

test('--json prints all that the agent said of the token', async () => {
  const { out } = await shell().vk(['token', 'work', '--json']);
  expect(JSON.parse(out)).toEqual({
    access_token: FIRST,
    token_type: 'Bearer',
    expires_at: 1_800_003_600,
    scope: 'read:issues write:issues',
    connection: 'c1',
    issuer: 'https://login.example.com',
  });
});

test.each([
  ['no', 'VK_APPROVAL_DENIED', 403, 6],
  ['locked', 'VK_LOCKED', 423, 7],
  ['sign in', 'VK_SIGN_IN_REQUIRED', 409, 8],
  ['offline', 'VK_OFFLINE', 503, 9],
  ['scope', 'VK_SCOPE_REJECTED', 400, 10],
  ['a code of a newer version', 'VK_OF_TOMORROW', 418, 1],
])('%s: the code %s ends with the exit that stands for it', async (_, code, status, exit) => {
  const { agent, vk } = shell();
  agent.on('POST /v1/token', () => problem(status, code, { next: 'Do this.' }));
  const ended = await vk(['token', 'work']);
  expect(ended).toEqual({ code: exit, out: '', err: `vk: Refused: ${code}. Do this.\n` });
});

test('with --json an error is JSON on standard error', async () => {
  const { agent, vk } = shell();
  agent.on('POST /v1/token', () => problem(423, 'VK_LOCKED'));
  const { code, out, err } = await vk(['token', 'work', '--json']);
  expect({ code, out, err: JSON.parse(err) as unknown }).toEqual({
    code: 7,
    out: '',
    err: { error: { code: 'VK_LOCKED', message: 'Refused: VK_LOCKED.' } },
  });
});

test('control characters in what the agent says do not reach the terminal', async () => {
  const { agent, vk } = shell();
  agent.on('POST /v1/token', () => problem(400, 'VK_OFFLINE', { title: 'a\u001B[31mb\u202Ec\nd' }));
  const { err } = await vk(['token', 'work']);
  expect(err).toBe('vk: a\uFFFD[31mb\uFFFDc\uFFFDd\n');
});

test('a refused token is read from standard input and answered with a newer one', async () => {
  const { agent, vk } = shell();
  const { code, out } = await vk(['refused', 'work'], { input: 'old-token\n' });
  expect({ code, out }).toEqual({ code: 0, out: `${FIRST}\n` });
  expect(agent.asked[0]).toMatchObject({
    path: '/v1/refused',
    body: { connection: 'work', access_token: 'old-token' },
  });
});

test('a word too many is not repeated: it may be a token that was typed by mistake', async () => {
  const { code, err } = await shell().vk(['refused', 'work', 'eyJhbGciOi.secret.sig']);
  expect(code).toBe(2);
  expect(err).not.toContain('secret');
});
