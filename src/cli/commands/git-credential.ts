import type { Command, Context } from '../command.ts';
import { getBearerToken, wantedToken, TOKEN_OPTIONS } from '../connection/account-token.ts';
import { chooseConnection, issuerHost } from '../connection/choose.ts';
import { DEFAULT_USERNAME, readHosts } from '../connection/hosts.ts';
import { CliFailure, usageFailure } from '../failure.ts';

const LIMIT = 64 * 1024;

/** What git writes and reads: a line for each attribute. @see https://git-scm.com/docs/git-credential#IOFMT */
const readAttributes = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

interface Grant {
  readonly account: string;
  readonly username: string;
  readonly scope?: string | undefined;
  readonly resource?: string | undefined;
}

/**
 * Whose token a host gets: it is named for that host on the command line or in hosts.json, or the host is the
 * account's own server. Any other host would be a stranger whom a submodule's address names.
 */
const grantFor = async (context: Context, host: string): Promise<Grant | undefined> => {
  const { agent, given, platform } = context;
  const account = given.text('account');
  const username = given.text('username') ?? DEFAULT_USERNAME;
  if (account === undefined) {
    const rule = readHosts(platform).get(host);
    return rule === undefined ? undefined : { ...rule, username: rule.username ?? username };
  }
  const hosts = given.list('host').map((one) => one.toLowerCase());
  if (hosts.length > 0) return hosts.includes(host) ? { account, username } : undefined;
  const connection = chooseConnection(await agent.connections(), account);
  const isItsOwn = issuerHost(connection.issuer).toLowerCase() === host;
  return isItsOwn ? { account: connection.id, username } : undefined;
};

const get = async (context: Context, grant: Grant): Promise<void> => {
  const { account, username, ...rule } = grant;
  const { access_token: token, expires_at: expiry } = await getBearerToken(context, {
    ...rule,
    ...wantedToken(context, account),
  });
  await context.print(
    [
      `username=${username}`,
      `password=${token}`,
      ...(expiry === undefined ? [] : [`password_expiry_utc=${Math.floor(expiry)}`]),
      '',
    ].join('\n'),
  );
};

/** Git erases what a server refused: the token that came with it is no good any more. */
const erase = async ({ agent }: Context, grant: Grant, password: string): Promise<void> => {
  const { account, username: _, ...rule } = grant;
  try {
    const connections = await agent.connections();
    const { id } = chooseConnection(connections, account);
    await agent.refused({ ...rule, connection: id, access_token: password });
  } catch (thrown) {
    // Git goes on either way; the next "get" says what is wrong.
    if (!(thrown instanceof CliFailure)) throw thrown;
  }
};

const answer = async (
  context: Context,
  action: 'get' | 'erase',
  attributes: ReadonlyMap<string, string>,
): Promise<void> => {
  const host = attributes.get('host')?.toLowerCase();
  if (attributes.get('protocol') !== 'https' || host === undefined) return;
  const grant = await grantFor(context, host);
  const password = attributes.get('password');
  if (grant === undefined) return;
  if (action === 'get') await get(context, grant);
  else if (password !== undefined) await erase(context, grant, password);
};

export const gitCredential: Command = {
  name: 'git-credential',
  summary: 'Give git a token for a password (a credential helper).',
  operands: [{ name: 'ACTION', isOptional: false, choices: ['get', 'store', 'erase'] }],
  options: {
    ...TOKEN_OPTIONS,
    account: { value: 'ACCOUNT', help: 'Whose token; if not said, what hosts.json says.' },
    host: {
      value: 'HOST',
      isRepeatable: true,
      help: "Who gets it: the host (and port) of the remote. If not said, the host of the account's issuer.",
    },
    username: {
      value: 'NAME',
      help: `The user name to go with it: ${DEFAULT_USERNAME} if not said.`,
    },
  },
  body: [
    'Git calls it. A host that is not named gets nothing, and neither does plain http. Nothing is stored: when a ' +
      'server refuses a token, the next one is a new one.',
    'Several hosts are easier in ~/.config/valet-key/hosts.json: {"git.example.com": {"account": "work", "username": ' +
      '"oauth2"}}. Then the helper is "!vk git-credential" for all.',
  ],
  examples: [
    {
      line: "git config --global credential.https://git.example.com.helper '!vk git-credential --account work --host git.example.com'",
      says: 'For one host',
    },
  ],
  run: async (context) => {
    const [action = ''] = context.given.operands;
    // Nothing is stored; and a helper ignores the actions that it does not know.
    if (action !== 'get' && action !== 'erase') return 0;
    const input = await context.platform.readInput(LIMIT);
    if (input === undefined) throw usageFailure('Git sent more than 64 KiB.');
    await answer(context, action, readAttributes(input));
    return 0;
  },
};
