import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildNativeVk, hasGo } from '../../scripts/package/native-vk.mjs';
import { EXIT_CODES, exitName } from '../../src/cli/failure.ts';
import { ERROR_CODES } from '../../src/vocabulary/error-code.ts';
import { problem, type Answer } from './fake-agent.ts';
import { useProgram } from './program.ts';

const TOKEN = {
  access_token: `a'b"c\\d-0123456789`,
  token_type: 'bearer',
  expires_at: 1_800_000_000.25,
  scope: 'read:issues',
  connection: 'c1',
  issuer: 'https://login.example.com',
};
const given = (changes: object = {}): Answer => ({ status: 200, body: { ...TOKEN, ...changes } });
const GIT = 'protocol=https\nhost=git.example.com\n\n';
const FOR_GIT = ['git-credential', 'get', '--account', 'work', '--host', 'git.example.com'];

test('every exit of the compiled vk is the one that vk on Node has', () => {
  const source = readFileSync(
    join(import.meta.dirname, '..', '..', 'src', 'cli-native', 'exits.go'),
    'utf8',
  );
  const exits = [...source.matchAll(/"(VK_\w+)":\s*(\d+)/g)].map(([, code, exit]) => [code, exit]);
  const expected = ERROR_CODES.map((code) => [code, String(EXIT_CODES[exitName(code)].code)]);
  expect(Object.fromEntries(exits)).toEqual(Object.fromEntries(expected));
});

// Where there is no compiler, vk is the same source on Node and there is nothing to compare.
describe.skipIf(!hasGo())('the compiled vk', () => {
  const program = useProgram();
  let native = '';
  beforeAll(() => {
    native = buildNativeVk(dirname(realpathSync(join(program().home, 'bin', 'vk'))));
  }, 240_000);

  /** Both, asked the same; what each sent is part of what they have to agree in. */
  const both = async (words: readonly string[], answer: Answer, input = '') => {
    const { agent, environment, run } = program();
    agent.on('POST /v1/token', () => answer);
    const ask = async (tool: string) => {
      const before = agent.asked.length;
      const ended = await run(tool, words, { input, environment });
      const asked = agent.asked
        .slice(before)
        .map(({ method, path, body, headers }) => [
          method,
          path,
          body,
          headers['valet-key-client'],
        ]);
      return { ...ended, asked };
    };
    return { compiled: await ask(native), onNode: await ask('vk') };
  };

  test.each([
    [['token', 'work']],
    [['token', 'work', '--json']],
    [['token', 'work', '--format', 'header']],
    [['token', 'work', '--format=env', '--name', 'GH_TOKEN']],
    [['token', 'work', '--format', 'curl']],
    [
      [
        'token',
        '--scope',
        'a b',
        '--scope',
        'b',
        'work',
        '--min-valid',
        '15m',
        '--reason',
        'é "x"',
      ],
    ],
    [['token', 'work', '--resource', 'https://api.example.com']],
    [['headers', 'work']],
    // Left to Node: each is no plain request.
    [['token', 'issuer:login.example.com']],
    [['token', 'work', '--min-valid', 'soon']],
    [['token', 'work', '--format', 'xml']],
    [['token', 'work', '--format', '']],
    [['token', 'work', '--name', 'a b']],
    [['token', 'work', '--scope']],
    [['token', 'work', '--scope', '--json']],
    [['token', 'work', 'more']],
    [['token', '--help']],
    [['token', '--', 'work']],
    [['token']],
    [['accounts', '--json']],
    [['--version']],
    [['nonsense']],
    [[]],
  ])('prints for %j what vk on Node prints, and asks the same', async (words) => {
    const { compiled, onNode } = await both(words, given());
    expect(compiled).toEqual(onNode);
  });

  const hostile = 'a\u001b[31m\u202e\u{e0041}"\\\n';
  test.each<[string, Answer]>([
    ['a no', problem(403, 'VK_APPROVAL_DENIED', { next: 'Ask again.' })],
    ['a lock', problem(423, 'VK_LOCKED', { detail: 'since noon' })],
    ['a hostile text', problem(409, 'VK_GRANT_REVOKED', { detail: hostile, next: hostile })],
    [
      'several accounts',
      problem(409, 'VK_CONNECTION_AMBIGUOUS', { candidates: [{ id: 'c1', name: hostile }] }),
    ],
    ['a code of a later version', problem(500, 'VK_LATER')],
    ['no problem document', { status: 502, body: { error: 'x' } }],
    ['a line feed in the token', given({ access_token: 'a\nb' })],
    ['an empty token', given({ access_token: '' })],
    ['no token type', given({ token_type: undefined })],
    ['a number for a token', given({ access_token: 5 })],
    ['a token bound to a key', given({ token_type: 'DPoP' })],
  ])('ends at %s as vk on Node does', async (_title, answer) => {
    for (const words of [
      ['token', 'work'],
      ['headers', 'work', '--json'],
    ]) {
      const { compiled, onNode } = await both(words, answer);
      expect(compiled).toEqual(onNode);
    }
  });

  test.each([
    ['a host that is named', FOR_GIT, GIT],
    ['another host', FOR_GIT, GIT.replace('git.', 'evil.')],
    ['plain http', FOR_GIT, GIT.replace('https', 'http')],
    ['another user name', [...FOR_GIT, '--username', 'x-token'], GIT],
    ["the host of the account's server", FOR_GIT.slice(0, 4), GIT.replace('git.', 'login.')],
    ['no account', FOR_GIT.slice(0, 2), GIT],
    [
      'a password that is erased',
      ['git-credential', 'erase', ...FOR_GIT.slice(2)],
      `${GIT}password=a\n`,
    ],
  ])('answers git for %s as vk on Node does', async (_title, words, input) => {
    const { compiled, onNode } = await both(words, given(), input);
    expect(compiled).toEqual(onNode);
  });

  test('leaves an account that the agent does not know by its name to vk on Node', async () => {
    const { compiled, onNode } = await both(
      ['token', 'ada@example.com'],
      problem(404, 'VK_UNKNOWN_CONNECTION'),
    );
    const { asked, ...ended } = onNode;
    expect(compiled).toMatchObject(ended);
    // Nobody was asked anything yet, so the first question is put twice.
    expect(compiled.asked).toEqual([asked[0], ...asked]);
  });

  test('says with the words of vk on Node that nobody listens', async () => {
    const environment = { VALET_KEY_SOCKET: '/nonexistent/agent.sock' };
    const [compiled, onNode] = await Promise.all(
      [native, 'vk'].map((tool) => program().run(tool, ['token', 'work'], { environment })),
    );
    expect(compiled).toEqual(onNode);
    expect(compiled?.code).toBe(5);
  });
});
