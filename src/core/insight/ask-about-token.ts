import { isValetKeyError, ValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection } from '../model/connection.ts';
import type { TokenInfoCall } from '../model/provider-interface.ts';
import { printScope } from '../model/scope.ts';
import { providerOf } from '../catalogue/preset-of-connection.ts';
import type { Exchange } from '../oauth/exchange/exchange.ts';
import { introspectToken, type Introspection } from '../oauth/introspection.ts';
import { askTokenInfo, type TokenInfo } from '../oauth/token-info.ts';
import type { Secret } from '../secret/secret.ts';

/** What was said of an access token, and by what way. */
export interface TokenAnswer extends Omit<TokenInfo, 'expiresAt'> {
  readonly source: 'introspection' | 'token-info';
}

type AccessToken = Secret<'access-token'>;

/**
 * Asks whether an access token is in force: by introspection, and where that is not offered or refused
 * to this client, by the provider's own interface. Fails with VK_UNSUPPORTED_BY_SERVER where there is
 * neither, or with the code of the way that was gone last.
 * @see RFC 7662 §2
 */
export const askAboutToken = async (
  exchange: Exchange,
  connection: Connection,
  token: AccessToken,
): Promise<TokenAnswer> => {
  const call = providerOf(connection)?.tokenInfo;
  if (exchange.metadata.introspection_endpoint === undefined) {
    return byProvider(exchange, call, token);
  }
  try {
    return await byIntrospection(exchange, token);
  } catch (cause) {
    if (call === undefined || !isRefused(cause)) throw cause;
    return byProvider(exchange, call, token);
  }
};

/** Refused to this client, as many servers do with public ones. RFC 7662 §2.1 */
const isRefused = (cause: unknown): boolean =>
  isValetKeyError(cause, 'VK_CLIENT_REJECTED') || isValetKeyError(cause, 'VK_REQUEST_REJECTED');

const byIntrospection = async (exchange: Exchange, token: AccessToken): Promise<TokenAnswer> => {
  const answer = await introspectToken(exchange, token, 'access_token');
  const { active, activeByServer, warnings } = answer;
  const members = wireMembers(answer);
  return { source: 'introspection', active, activeByServer, warnings, members };
};

/** What was understood, under the names it has on the wire. @see RFC 7662 §2.2 */
const wireMembers = ({ scope, expiresAt, ...answer }: Introspection): TokenAnswer['members'] => {
  const members = {
    scope: scope === undefined ? undefined : printScope(scope),
    client_id: answer.clientId,
    username: answer.username,
    token_type: answer.tokenType,
    exp: expiresAt === undefined ? undefined : expiresAt / 1000,
    sub: answer.sub,
    aud: answer.audience,
    iss: answer.issuer,
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
};

const byProvider = async (
  exchange: Exchange,
  call: TokenInfoCall | undefined,
  token: AccessToken,
): Promise<TokenAnswer> => {
  if (call === undefined) {
    throw new ValetKeyError('VK_UNSUPPORTED_BY_SERVER', {
      fields: { what: 'introspection', sent: false },
    });
  }
  const { expiresAt, members, ...answer } = await askTokenInfo(exchange, call, token);
  const ends = expiresAt === undefined ? {} : { exp: expiresAt / 1000 };
  return { source: 'token-info', ...answer, members: { ...members, ...ends } };
};
