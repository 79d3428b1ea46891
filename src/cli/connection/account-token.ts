import type { TokenRequest } from '../agent/client.ts';
import type { Token } from '../agent/replies.ts';
import type { Context, Options } from '../command.ts';
import { CliFailure, usageFailure } from '../failure.ts';
import { chooseConnection, hasKey } from './choose.ts';
import { secondsOf } from './duration.ts';
import { requireFolderRule } from './folder-rule.ts';

/** What every command takes that asks for a token. */
export const TOKEN_OPTIONS: Options = {
  scope: {
    value: 'SCOPE',
    isRepeatable: true,
    help: 'Ask for no more than these scopes (separated by spaces).',
  },
  resource: { value: 'URL', help: 'The API that the token is for (RFC 8707).' },
  'min-valid': { value: 'TIME', help: 'How long it must live at least: 90, 15m, 2h.' },
  reason: { value: 'TEXT', help: 'Shown to you in the approval window, as what the script says.' },
};

/** Which account, and what of it. */
export type Wanted = TokenRequest;

const scopeOf = ({ given }: Context): string | undefined => {
  const tokens = given.list('scope').flatMap((text) => text.split(' '));
  const named = tokens.filter((token) => token !== '');
  return named.length === 0 ? undefined : [...new Set(named)].join(' ');
};

/** Members that are undefined are left out. */
const present = <T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

/**
 * What was typed, and for what was left out the rule of the folder.
 *
 * @param account as it was typed; undefined: the rule of the folder decides
 * @throws CliFailure VK_INVALID_INPUT
 */
export const wantedToken = (context: Context, account: string | undefined): Wanted => {
  const { given, platform } = context;
  const rule = account === undefined ? requireFolderRule(platform) : { account };
  if (rule.account === '') throw usageFailure('ACCOUNT is missing.');
  const { account: connection, ...narrower } = rule;
  const minimum = given.text('min-valid');
  const typed = present({
    scope: scopeOf(context),
    resource: given.text('resource'),
    min_valid: minimum === undefined ? undefined : secondsOf(minimum),
    reason: given.text('reason'),
  });
  return { connection, ...narrower, ...typed };
};

const isUnknown = (thrown: unknown): boolean =>
  thrown instanceof CliFailure && thrown.code === 'VK_UNKNOWN_CONNECTION';

/**
 * Calls the agent with an id or a name, and looks the account up by its other properties only when it knows
 * neither: one request in the usual case.
 */
export const withConnection = async <T>(
  { agent }: Context,
  selector: string,
  call: (connection: string) => Promise<T>,
): Promise<T> => {
  if (!hasKey(selector)) {
    try {
      return await call(selector);
    } catch (thrown) {
      if (!isUnknown(thrown)) throw thrown;
    }
  }
  return call(chooseConnection(await agent.connections(), selector).id);
};

export const getToken = (context: Context, wanted: Wanted): Promise<Token> =>
  withConnection(context, wanted.connection, (connection) =>
    context.agent.token({ ...wanted, connection }),
  );

/**
 * A token that whoever holds it can use. One that is bound to a key is useless without a proof for each request.
 *
 * @throws CliFailure VK_UNSUPPORTED_BY_SERVER for a token that is bound. @see RFC 9449 §7.1
 */
export const getBearerToken = async (context: Context, wanted: Wanted): Promise<Token> => {
  const token = await getToken(context, wanted);
  if (token.token_type.toLowerCase() === 'bearer') return token;
  throw new CliFailure(
    'VK_UNSUPPORTED_BY_SERVER',
    'Tokens of this account are bound to a key in Valet Key, so a copy of one is of no use elsewhere.',
    { next: 'Use an account whose server gives bearer tokens.' },
  );
};
