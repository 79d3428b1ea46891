import { describe, expect, test } from 'vitest';
import { chooseConnection } from '../../src/cli/connection/choose.ts';
import { CliFailure } from '../../src/cli/failure.ts';
import { CONNECTIONS } from './fake-agent.ts';
import { useShell } from './shell.ts';

const shell = useShell();
const all = CONNECTIONS.map(({ tags, ...rest }) => ({ ...rest, tags: [...(tags ?? [])] }));
const chosen = (selector: string): string => chooseConnection(all, selector).id;

describe('an account is chosen', () => {
  test.each([
    ['by its id', 'c2', 'c2'],
    ['by its name in any case', 'WORK', 'c1'],
    ['by who is signed in', 'ada@example.org', 'c2'],
    ['by a tag', 'toy', 'c2'],
    ['by its environment', 'production', 'c1'],
    ['by the host of its issuer', 'login.example.com', 'c1'],
    ['by its whole issuer', 'https://login.example.org/realms/b', 'c3'],
    ['by a word with its kind', 'env:test', 'c2'],
    ['by several of them', 'tag:ci,issuer:login.example.com', 'c1'],
    ['by several, one without a kind', 'ci,test', 'c2'],
  ])('%s', (_, selector, id) => {
    expect(chosen(selector)).toBe(id);
  });

  test('by its name rather than by a tag of another one', () => {
    const tagged = all.map((one) => (one.id === 'c3' ? { ...one, tags: ['work'] } : one));
    expect(chooseConnection(tagged, 'work').id).toBe('c1');
  });

  test('never by half of a name', () => {
    expect(() => chosen('wor')).toThrow(CliFailure);
  });
});

test('words that mean several accounts list them with their ids', async () => {
  const { code, out, err } = await shell().vk(['token', 'tag:ci']);
  expect({ code, out }).toEqual({ code: 4, out: '' });
  expect(err).toBe(
    'vk: 2 accounts are meant by "tag:ci". Name one of these, or its id.\n' +
      '  work (ada@example.com, login.example.com, id:c1)\n' +
      '  play (ada@example.org, login.example.org, id:c2)\n',
  );
});

test('words that mean no account say where to look', async () => {
  const { code, err } = await shell().vk(['token', 'nobody']);
  expect(code).toBe(3);
  expect(err).toBe('vk: No account is meant by "nobody". See "vk accounts".\n');
});

test('a tag costs a look at the list, and the token is asked for by id', async () => {
  const { agent, vk } = shell();
  expect((await vk(['token', 'toy'])).code).toBe(0);
  expect(agent.asked.map(({ path, body }) => [path, body['connection']])).toEqual([
    ['/v1/token', 'toy'],
    ['/v1/connections', undefined],
    ['/v1/token', 'c2'],
  ]);
});

test('the list is a table, names alone, or JSON', async () => {
  const { vk } = shell();
  expect((await vk(['accounts'])).out).toBe(
    [
      'NAME  ACCOUNT          ISSUER             TAGS           STATE',
      'work  ada@example.com  login.example.com  production,ci  ready',
      'play  ada@example.org  login.example.org  test,ci,toy    ready',
      'old                    login.example.org                 sign-in-required',
      '',
    ].join('\n'),
  );
  expect((await vk(['accounts', '--names'])).out).toBe('work\nplay\nold\n');
  expect(JSON.parse((await vk(['accounts', '--json'])).out)).toEqual(CONNECTIONS);
});
