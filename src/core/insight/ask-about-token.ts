import type { TokenAnswerSource } from '../../vocabulary/inspection.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import type { ExchangeFor } from '../connection/make-exchange.ts';
import { requireConnection } from '../connection/manage-connections.ts';
import { isValetKeyError, ValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection } from '../model/connection.ts';
import type { TokenInfoCall } from '../model/provider-interface.ts';
import { printScope } from '../model/scope.ts';
import { providerOf } from '../catalogue/preset-of-connection.ts';
import type { Exchange } from '../oauth/exchange/exchange.ts';
import { introspectToken, type Introspection } from '../oauth/introspection.ts';
import { askTokenInfo, type TokenInfo } from '../oauth/token-info.ts';
import { fetchUserInfo } from '../oauth/userinfo.ts';
import type { ConnectionStore } from '../port/stores.ts';
import { Secret } from '../secret/secret.ts';
import type { AccessTokens } from '../tokens/get-access-token.ts';
import { requireToken } from './examine-token.ts';

/** What was said of an access token, and by what way. */
export interface TokenAnswer extends Omit<TokenInfo, 'expiresAt'> {
  readonly source: TokenAnswerSource;
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

export interface TokenQuestionPorts {
  readonly connections: ConnectionStore;
  readonly accessTokens: Pick<AccessTokens, 'get'>;
  readonly exchangeFor: ExchangeFor;
}

/** What a connection's server can be asked about a token. */
export interface TokenQuestions {
  /** About the connection's own token. Fails like `askAboutToken` and `AccessTokens.get`. */
  ofConnection(id: ConnectionId): Promise<TokenAnswer>;
  /** About the token in what a person pasted. Fails like `requireToken` and `askAboutToken`. */
  ofPasted(text: string, id: ConnectionId): Promise<TokenAnswer>;
  /** Who the token's resource owner is. Fails with VK_UNSUPPORTED_BY_SERVER. @see OIDC Core §5.3 */
  userInfo(id: ConnectionId): Promise<Readonly<Record<string, unknown>>>;
}

/** Creates the questions. */
export const createTokenQuestions = ({
  connections,
  accessTokens,
  exchangeFor,
}: TokenQuestionPorts): TokenQuestions => ({
  async ofConnection(id) {
    const { accessToken } = await accessTokens.get(id);
    const connection = requireConnection(connections, id);
    return askAboutToken(await exchangeFor(connection), connection, accessToken);
  },
  async ofPasted(text, id) {
    const connection = requireConnection(connections, id);
    const exchange = await exchangeFor(connection);
    const token = Secret.of('access-token', requireToken(text).token);
    return askAboutToken(exchange, connection, token);
  },
  async userInfo(id) {
    const { accessToken } = await accessTokens.get(id);
    const connection = requireConnection(connections, id);
    const exchange = await exchangeFor(connection);
    const { sub } = connection.subject ?? {};
    if (sub === undefined) {
      throw new ValetKeyError('VK_UNSUPPORTED_BY_SERVER', { fields: { what: 'userinfo' } });
    }
    return (await fetchUserInfo(exchange, accessToken, sub)).claims;
  },
});
