import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTlsServer, useProgram, type TlsServer } from './program.ts';

const program = useProgram();
/** The passwords that clients sent, in their order. */
const passwords: string[] = [];
let isAccepted: (password: string) => boolean = () => true;
let server: TlsServer;

const passwordOf = ({ headers }: IncomingMessage): string | undefined => {
  const [, credentials = ''] = (headers.authorization ?? '').split(' ');
  if (credentials === '') return undefined;
  return Buffer.from(credentials, 'base64').toString().split(':')[1];
};

/** Git's own server program, which speaks CGI. */
const serveGit = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const password = passwordOf(request);
  if (password !== undefined) passwords.push(password);
  if (password === undefined || !isAccepted(password)) {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
    return;
  }
  const { pathname, search } = new URL(request.url ?? '/', 'https://localhost');
  const backend = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: join(program().home, 'repositories'),
      GIT_HTTP_EXPORT_ALL: '1',
      REQUEST_METHOD: request.method,
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
    },
  });
  request.pipe(backend.stdin);
  const whole = await buffer(backend.stdout);
  const headEnd = whole.indexOf('\r\n\r\n');
  for (const line of whole.subarray(0, headEnd).toString().split('\r\n')) {
    const [name = '', value = ''] = line.split(': ');
    if (name === 'Status') response.statusCode = Number(value.split(' ')[0]);
    else response.setHeader(name, value);
  }
  response.end(whole.subarray(headEnd + 4));
};

beforeAll(async () => {
  const { home } = program();
  server = await startTlsServer(home, (request, response) => void serveGit(request, response));
  const origin = join(home, 'repositories', 'project.git');
  mkdirSync(origin, { recursive: true });
  const git = (...words: string[]) =>
    execFileSync('git', words, {
      cwd: origin,
      stdio: 'ignore',
      env: { ...process.env, HOME: home, GIT_CONFIG_NOSYSTEM: '1' },
    });
  git('init', '--bare', '--initial-branch=main');
  const work = join(home, 'first');
  git('clone', origin, work);
  writeFileSync(join(work, 'README'), 'hello\n');
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.com'];
  git('-C', work, 'add', '.');
  git('-C', work, ...identity, 'commit', '-m', 'First');
  git('-C', work, 'push', 'origin', 'HEAD:main');
}, 120_000);
afterAll(() => server.close());

/** Git with this helper for every host, no other one, and no question to a terminal. */
const clone = (helper: string, into: string) =>
  program().run(
    'git',
    [
      ...['-c', 'credential.helper=', '-c', `credential.helper=${helper}`],
      ...['-c', `http.sslCAInfo=${server.authority}`],
      ...['clone', `${server.origin}/project.git`, into],
    ],
    { environment: { GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_NOSYSTEM: '1', GIT_ASKPASS: '' } },
  );

test('git clones over HTTPS with a token from the helper', async () => {
  passwords.length = 0;
  const helper = `!vk git-credential --account work --host localhost:${server.port}`;
  const { code, err } = await clone(helper, 'cloned');
  expect({ code, err }).toMatchObject({ code: 0 });
  expect(readFileSync(join(program().home, 'cloned', 'README'), 'utf8')).toBe('hello\n');
  expect(new Set(passwords)).toEqual(new Set(['tok-c1-1-abcdefghijklmnop']));
}, 60_000);

test('a host that is not named gets no token, and the agent is asked for none', async () => {
  passwords.length = 0;
  const before = program().agent.issued();
  const { code } = await clone('!vk git-credential --account work --host git.example.com', 'no1');
  expect(code).not.toBe(0);
  expect(passwords).toEqual([]);
  // Without --host it is the issuer's own host that gets one, and this is another.
  expect((await clone('!vk git-credential --account work', 'no2')).code).not.toBe(0);
  expect(passwords).toEqual([]);
  expect(program().agent.issued()).toBe(before);
}, 60_000);

test('hosts.json says whose token a host gets, with which user name, when git calls the helper by its name', async () => {
  const config = join(program().home, '.config', 'valet-key');
  mkdirSync(config, { recursive: true });
  const hosts = { [`localhost:${server.port}`]: { account: 'play', scope: 'openid' } };
  writeFileSync(join(config, 'hosts.json'), JSON.stringify(hosts), { mode: 0o600 });
  expect((await clone('valet-key', 'named')).code).toBe(0);
  expect(passwords.at(-1)).toContain('tok-c2-');
  expect(program().agent.asked.at(-1)?.body).toEqual({ connection: 'play', scope: 'openid' });
}, 60_000);

test('a token that the server refuses is reported, so that the next one is a new one', async () => {
  isAccepted = () => false;
  const helper = `!vk git-credential --account work --host localhost:${server.port}`;
  expect((await clone(helper, 'refused')).code).not.toBe(0);
  isAccepted = () => true;
  const said = program().agent.asked.find(({ path }) => path === '/v1/refused');
  expect(said?.body).toEqual({ connection: 'c1', access_token: passwords.at(-1) });
}, 60_000);

test.each([
  ['plain http', 'protocol=http\nhost=login.example.com\n'],
  ['another host', 'protocol=https\nhost=evil.example\n'],
  ['a host that only begins like it', 'protocol=https\nhost=login.example.com.evil.example\n'],
  ['no host', 'protocol=https\n'],
])('%s is answered with nothing', async (_, input) => {
  const { run } = program();
  const { code, out } = await run('vk', ['git-credential', '--account', 'work', 'get'], { input });
  expect({ code, out }).toEqual({ code: 0, out: '' });
});

test("the account's own server gets an answer with the token's end in it", async () => {
  const input = 'protocol=https\nhost=login.example.com\n\n';
  const words = ['git-credential', '--account', 'work', '--username', 'me', 'get'];
  const { out } = await program().run('vk', words, { input });
  expect(out).toMatch(/^username=me\npassword=tok-c1-\d+-[a-p]+\npassword_expiry_utc=\d{10}\n$/);
});
