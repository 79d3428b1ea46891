import { foreignText } from '../fault/foreign-text.ts';
import { isValetKeyError, ValetKeyError } from '../fault/valet-key-error.ts';
import type { DurableRefresh, RefreshRound } from './durable/durable-refresh.ts';
import type { Connection } from '../model/connection.ts';
import type { GrantType } from '../../vocabulary/oauth.ts';
import { printScope, type Scope, scopeCovers, scopeWithout } from '../model/scope.ts';
import type { TokenRecord, TokenResponse } from '../model/token-record.ts';
import type { Log } from '../port/log.ts';
import {
  claimedSubject,
  isSignedWithSecret,
  NO_KEYS,
  verifyIdToken,
} from '../oauth/token/id-token.ts';
import { refreshAccessToken, type RefreshGrant } from '../oauth/refresh-grant.ts';
import type { ReceivedTokens } from '../oauth/exchange/exchange.ts';
import type { Secret } from '../secret/secret.ts';
import type { Wanted } from './access-token-cache.ts';
import type { FetchKeys } from '../connection/keep-keys.ts';
import type { ExchangeFor } from '../connection/make-exchange.ts';
import { requestClientCredentials } from '../oauth/client-credentials-grant.ts';

/** Gets a token by the grant itself, where that needs no person. @see RFC 6749 §4.4 */
export type Renew = (connection: Connection, wanted: Wanted) => Promise<TokenResponse>;

export interface RenewPorts {
  readonly refreshes: Pick<DurableRefresh, 'refresh'>;
  readonly requestRefresh: (connection: Connection, grant: RefreshGrant) => Promise<TokenResponse>;
  /** Grants that renew themselves, such as `client_credentials`. */
  readonly renewals: Partial<Record<GrantType, Renew>>;
  /** Fails with VK_ID_TOKEN_INVALID, or with a network code where keys cannot be fetched. */
  readonly verifyIdToken: (
    connection: Connection,
    idToken: Secret<'id-token'>,
    accessToken: Secret<'access-token'>,
  ) => Promise<unknown>;
  readonly log: Log;
}

/**
 * Reads what a caller asks of a connection; the whole grant by any name is the same token. Fails
 * with VK_INSUFFICIENT_SCOPE beyond what was granted, with VK_INVALID_INPUT for an empty set.
 */
export const resolveWanted = (connection: Connection, { scope, resource }: Wanted): Wanted => {
  const own = resource === undefined || resource === connection.resource ? {} : { resource };
  if (scope === undefined) return own;
  const { grantedScope } = connection;
  refuseLesser(grantedScope, scope);
  if (scopeCovers(scope, grantedScope)) return own;
  if (scope.length === 0) throw new ValetKeyError('VK_INVALID_INPUT', { fields: { scope: '' } });
  return { ...own, scope };
};

/**
 * Gets a new access token: by the refresh token where there is one, by the grant itself where that
 * needs no person. Runs in the connection's turn.
 *
 * Fails with VK_SIGN_IN_REQUIRED where nothing can renew it; with VK_SUBJECT_CHANGED where the reply
 * is somebody else's (nothing of it is kept); with VK_INSUFFICIENT_SCOPE where the server gave less
 * than was asked; with the exchange's codes.
 * @see RFC 6749 §6, OIDC Core §12.2
 */
export const renewToken = async (
  ports: RenewPorts,
  connection: Connection,
  wanted: Wanted,
  insist: boolean,
): Promise<TokenRecord> => {
  const renew = ports.renewals[connection.grantType];
  const usesRefreshToken = renew === undefined || connection.hasRefreshToken;
  const refreshed = usesRefreshToken
    ? await byRefreshToken(ports, connection, wanted, insist)
    : undefined;
  const reply = refreshed ?? (await renew?.(connection, wanted));
  if (reply === undefined) throw new ValetKeyError('VK_SIGN_IN_REQUIRED');
  if (wanted.scope !== undefined) refuseLesser(reply.token.scope, wanted.scope);
  return reply.token;
};

const byRefreshToken = async (
  ports: RenewPorts,
  connection: Connection,
  wanted: Wanted,
  insist: boolean,
): Promise<TokenResponse | undefined> => {
  const round: RefreshRound = {
    insist,
    send: (refreshToken, onReceived) =>
      ports.requestRefresh(connection, {
        refreshToken,
        onReceived,
        grantedScope: connection.grantedScope,
        ...(connection.resource === undefined ? {} : { resource: connection.resource }),
        ...detailsOf(connection),
        ...wanted,
      }),
    judge: (received) => refuseOtherSubject(connection, received),
  };
  const reply = await ports.refreshes.refresh(connection.id, round);
  // The refresh token is ours and kept; the access token beside a bad ID token is not handed out.
  if (reply !== undefined) await checkIdToken(ports, connection, reply);
  return reply;
};

/** Whoever was granted details asks for them by name: left out, the server may pick. RFC 9396 §6 */
const detailsOf = ({ grantedDetails }: Connection): Pick<RefreshGrant, 'authorizationDetails'> =>
  grantedDetails === undefined ? {} : { authorizationDetails: grantedDetails };

const refuseOtherSubject = ({ subject }: Connection, { idToken }: ReceivedTokens): void => {
  if (idToken === undefined || subject === undefined) return;
  const sub = claimedSubject(idToken);
  if (sub !== undefined && sub !== subject.sub) throw new ValetKeyError('VK_SUBJECT_CHANGED');
};

/**
 * Keys that cannot be fetched now say nothing against the reply: it came over TLS from the issuer. Nor
 * does VK_CLOCK_WRONG: then all was right but the time, and that by a clock nobody vouches for.
 */
const checkIdToken = async (
  { verifyIdToken, log }: RenewPorts,
  connection: Connection,
  { idToken, token }: TokenResponse,
): Promise<void> => {
  if (idToken === undefined || connection.subject === undefined) return;
  try {
    await verifyIdToken(connection, idToken, token.accessToken);
  } catch (cause) {
    if (!isValetKeyError(cause) || cause.nextStep !== 'retry') throw cause;
    log.warn('refresh.id-token-unchecked', { connection: connection.id, code: cause.code });
  }
};

const refuseLesser = (given: Scope, asked: Scope): void => {
  const missing = scopeWithout(asked, given);
  if (missing.length === 0) return;
  throw new ValetKeyError('VK_INSUFFICIENT_SCOPE', {
    fields: { missing: foreignText(printScope(missing)) },
  });
};

/** How access tokens are got without a person, and how an ID token that comes with them is checked. */
export const createTokenRequests = ({
  exchangeFor,
  fetchKeys,
}: {
  readonly exchangeFor: ExchangeFor;
  readonly fetchKeys: FetchKeys;
}): Pick<RenewPorts, 'requestRefresh' | 'renewals' | 'verifyIdToken'> => ({
  requestRefresh: async (connection, grant) =>
    refreshAccessToken(await exchangeFor(connection), grant),
  renewals: {
    client_credentials: async (connection, { scope = connection.requestedScope, resource }) =>
      requestClientCredentials(await exchangeFor(connection), {
        scope,
        ...(resource === undefined ? {} : { resource }),
        ...requestedDetails(connection),
      }),
  },
  verifyIdToken: async (connection, idToken) => {
    const { http, metadata, now, clientSecret, serverAhead } = await exchangeFor(connection);
    const { clientId } = connection.registration;
    const isStated = connection.options?.usesStatedMetadata === true;
    const keys = isSignedWithSecret(idToken)
      ? NO_KEYS
      : await fetchKeys(http, { metadata, isStated });
    const token = {
      idToken,
      metadata,
      clientId,
      clientSecret,
      keys,
      now,
      serverAhead: serverAhead?.(),
    };
    const { subject } = await verifyIdToken(token);
    return subject;
  },
});

const requestedDetails = ({ options }: Connection) =>
  options?.authorizationDetails === undefined
    ? {}
    : { authorizationDetails: options.authorizationDetails };
