import { describe, expect, test } from 'vitest';
import { chooseConnection } from '../../src/cli/connection/choose.ts';
import { CliFailure } from '../../src/cli/failure.ts';
import { CONNECTIONS } from './fake-agent.ts';
import { useShell } from './shell.ts';

const shell = useShell();
const all = CONNECTIONS;
const chosen = (selector: string): string => chooseConnection(all, selector).id;

describe('an account is chosen', () => {
  test.each([
    ['by its id', 'c2', 'c2'],
    ['by its name in any case', 'WORK', 'c1'],
    ['by who is signed in', 'ada@example.org', 'c2'],
    ['by the host of its issuer', 'login.example.com', 'c1'],
    ['by its whole issuer', 'https://login.example.org/realms/b', 'c3'],
    ['by a word with its kind', 'account:ada@example.org', 'c2'],
    ['by several of them', 'issuer:login.example.org,name:play', 'c2'],
    ['by several, one without a kind', 'login.example.org,old', 'c3'],
  ])('%s', (_, selector, id) => {
    expect(chosen(selector)).toBe(id);
  });

  test('by its name rather than by who is signed in with another one', () => {
    const tagged = all.map((one) => (one.id === 'c3' ? { ...one, account: 'work' } : one));
    expect(chooseConnection(tagged, 'work').id).toBe('c1');
  });

  test('never by half of a name', () => {
    expect(() => chosen('wor')).toThrow(CliFailure);
  });
});

test('words that mean several accounts list them with their ids', async () => {
  const { code, out, err } = await shell().vk(['token', 'login.example.org']);
  expect({ code, out }).toEqual({ code: 4, out: '' });
  expect(err).toBe(
    'vk: 2 accounts are meant by "login.example.org". Name one of these, or its id.\n' +
      '  play (ada@example.org, login.example.org, id:c2)\n' +
      '  old (login.example.org, id:c3)\n',
  );
});

test('words that mean no account say where to look', async () => {
  const { code, err } = await shell().vk(['token', 'nobody']);
  expect(code).toBe(3);
  expect(err).toBe('vk: No account is meant by "nobody". See "vk accounts".\n');
});

test('who is signed in costs a look at the list, and the token is asked for by id', async () => {
  const { agent, vk } = shell();
  expect((await vk(['token', 'ada@example.org'])).code).toBe(0);
  expect(agent.asked.map(({ path, body }) => [path, body['connection']])).toEqual([
    ['/v1/token', 'ada@example.org'],
    ['/v1/connections', undefined],
    ['/v1/token', 'c2'],
  ]);
});

test('the list is a table, names alone, or JSON', async () => {
  const { vk } = shell();
  expect((await vk(['accounts'])).out).toBe(
    [
      'NAME  ACCOUNT          ISSUER             STATE',
      'work  ada@example.com  login.example.com  ready',
      'play  ada@example.org  login.example.org  ready',
      'old                    login.example.org  sign-in-required',
      '',
    ].join('\n'),
  );
  expect((await vk(['accounts', '--names'])).out).toBe('work\nplay\nold\n');
  expect(JSON.parse((await vk(['accounts', '--json'])).out)).toEqual(CONNECTIONS);
});
