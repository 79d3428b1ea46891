import { randomUUID } from 'node:crypto';
import type { DPoPHandle } from 'oauth4webapi';
import { isValetKeyError } from '../../src/core/fault/valet-key-error.ts';
import type { ClientRegistration } from '../../src/core/model/client-registration.ts';
import type { TokenEndpointAuthMethod } from '../../src/vocabulary/oauth.ts';
import { LOOPBACK_HOSTS, parseIssuer } from '../../src/core/model/issuer.ts';
import { parseScope } from '../../src/core/model/scope.ts';
import type { TokenResponse } from '../../src/core/model/token-record.ts';
import {
  buildAuthorizationRequest,
  type AuthorizationRequest,
  type AuthorizationTransaction,
} from '../../src/core/oauth/authorization-request.ts';
import { judgeRedirect } from '../../src/core/oauth/authorization-response.ts';
import { exchangeCode } from '../../src/core/oauth/code-grant.ts';
import { discover } from '../../src/core/oauth/discovery/discovery.ts';
import type { Exchange } from '../../src/core/oauth/exchange/exchange.ts';
import { verifyIdToken, type VerifiedIdToken } from '../../src/core/oauth/token/id-token.ts';
import { fetchKeys, type KeySet } from '../../src/core/oauth/token/jwks.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import { createFetchHttp } from '../../src/main/adapter/network/fetch-http.ts';
import { systemClock, systemRandom } from '../../src/main/adapter/system/system-ports.ts';
import type { ErrorCode } from '../../src/vocabulary/error-code.ts';
import type { Decision, InteropServer, KeyClient } from './interop-server.ts';

/** The app's own protocol code over the app's own adapters; only the person is a robot. */
export const http = createFetchHttp({ clock: systemClock });
export const random = systemRandom;
export const clock = systemClock;

export const newId = (): string => randomUUID();

export const check: (holds: boolean, what: string) => asserts holds = (holds, what) => {
  if (!holds) throw new Error(what);
};

/** Runs `action`, which must fail with one of our codes, and says which. */
export const failsWith = async (
  action: () => Promise<unknown>,
  ...codes: readonly ErrorCode[]
): Promise<ErrorCode> => {
  try {
    await action();
  } catch (thrown) {
    if (isValetKeyError(thrown) && codes.includes(thrown.code)) return thrown.code;
    throw thrown;
  }
  throw new Error(`succeeded instead of failing with ${codes.join(' or ')}`);
};

const METADATA = new WeakMap<InteropServer, Promise<Exchange['metadata']>>();

export const metadataOf = (server: InteropServer): Promise<Exchange['metadata']> => {
  const known = METADATA.get(server);
  if (known !== undefined) return known;
  const issuer = parseIssuer(server.issuer, LOOPBACK_HOSTS);
  const asked = discover(http, issuer, LOOPBACK_HOSTS).then(({ metadata }) => metadata);
  METADATA.set(server, asked);
  return asked;
};

const registrationOf = (
  clientId: string,
  tokenEndpointAuthMethod: TokenEndpointAuthMethod,
): ClientRegistration => ({
  clientId,
  tokenEndpointAuthMethod,
  redirectMethod: 'loopback',
  redirectPath: '/oauth2/callback',
});

export const publicExchange = async (
  server: InteropServer,
  dpop?: DPoPHandle,
): Promise<Exchange> => ({
  http,
  metadata: await metadataOf(server),
  registration: registrationOf(server.publicClientId, 'none'),
  allowLoopback: true,
  now: clock.now(),
  ...(dpop === undefined ? {} : { dpop }),
});

export const confidentialExchange = async (
  server: InteropServer,
  client: { readonly clientId: string; readonly clientSecret: string },
  method: TokenEndpointAuthMethod = 'client_secret_basic',
): Promise<Exchange> => ({
  ...(await publicExchange(server)),
  registration: registrationOf(client.clientId, method),
  clientSecret: Secret.of('client-secret', client.clientSecret),
});

/** The exchange of a client that signs. @see RFC 7523 §2.2 */
export const keyExchange = async (
  server: InteropServer,
  { clientId, privateKey, assertionAudience }: KeyClient,
): Promise<Exchange> => ({
  ...(await publicExchange(server)),
  registration: {
    ...registrationOf(clientId, 'private_key_jwt'),
    ...(assertionAudience === undefined ? {} : { assertionAudience }),
  },
  privateKey,
});

/** What of the request a row may state; the rest is as in any sign-in. */
type Stated = Partial<
  Pick<
    AuthorizationRequest,
    | 'resource'
    | 'prompt'
    | 'loginHint'
    | 'maxAge'
    | 'acrValues'
    | 'authorizationDetails'
    | 'extraParameters'
  >
>;

export interface AuthorizeOptions extends Stated {
  readonly redirectUri?: string;
  readonly scope?: string;
  readonly decision?: Decision;
  readonly dpop?: DPoPHandle;
  /** Asks as this client: with its secret, or with its key. */
  readonly client?:
    { readonly clientId: string; readonly clientSecret: string } | KeyClient | undefined;
  /** Asks by this exchange, whatever `client` says. */
  readonly exchange?: Exchange;
  /** Puts another URL in the browser's place: a pushed or signed request. */
  readonly rewrite?: (exchange: Exchange, url: string) => Promise<string>;
}

const exchangeOf = async (server: InteropServer, options: AuthorizeOptions): Promise<Exchange> => {
  const { exchange, client, dpop } = options;
  if (exchange !== undefined) return exchange;
  if (client === undefined) return publicExchange(server, dpop);
  return 'privateKey' in client
    ? keyExchange(server, client)
    : confidentialExchange(server, client);
};

export interface Authorized {
  readonly exchange: Exchange;
  readonly transaction: AuthorizationTransaction;
  readonly code: Secret<'authorization-code'>;
  readonly location: string;
}

/** Judges where the browser ended at; throws what a refused redirect was judged to be. */
export const judge = (
  location: string,
  transaction: AuthorizationTransaction,
): Secret<'authorization-code'> => {
  const judged = judgeRedirect(location, (state) =>
    state === transaction.state ? { kind: 'pending', transaction } : { kind: 'unknown' },
  );
  if (judged.verdict === 'fail') throw judged.error;
  check(judged.verdict === 'proceed', `the redirect was judged ${judged.verdict}`);
  return judged.code;
};

/** Asks the resource owner and judges the redirect. */
export const authorize = async (
  server: InteropServer,
  options: AuthorizeOptions = {},
): Promise<Authorized> => {
  const {
    redirectUri = server.loopbackRedirectUri,
    scope = server.scope,
    decision = 'allow',
    dpop: _dpop,
    client: _client,
    exchange: _exchange,
    rewrite = (_, url) => Promise.resolve(url),
    ...stated
  } = options;
  const exchange = await exchangeOf(server, options);
  const { metadata, registration } = exchange;
  const { url, transaction } = await buildAuthorizationRequest(
    { metadata, registration, redirectUri, scope: parseScope(scope), ...stated },
    random,
  );
  const location = await server.authorize(await rewrite(exchange, url), decision);
  return { exchange, transaction, code: judge(location, transaction), location };
};

export interface SignedIn {
  readonly exchange: Exchange;
  readonly transaction: AuthorizationTransaction;
  readonly response: TokenResponse;
}

export const redeem = ({ exchange, transaction, code }: Authorized): Promise<TokenResponse> =>
  exchangeCode(exchange, { ...transaction, code });

/** A whole sign-in. */
export const signIn = async (
  server: InteropServer,
  options: AuthorizeOptions = {},
): Promise<SignedIn> => {
  const authorized = await authorize(server, options);
  const { exchange, transaction } = authorized;
  return { exchange, transaction, response: await redeem(authorized) };
};

export const refreshTokenOf = ({ refreshToken }: TokenResponse): Secret<'refresh-token'> => {
  check(refreshToken !== undefined, 'there is no refresh token');
  return refreshToken;
};

/** Verifies the ID token of a sign-in by the keys that the server publishes now, or by those given. */
export const verify = async (
  { exchange, transaction, response }: SignedIn,
  keys?: KeySet,
): Promise<VerifiedIdToken> => {
  const { idToken, token } = response;
  check(idToken !== undefined, 'there is no ID token');
  const { nonce, maxAge } = transaction;
  return verifyIdToken({
    idToken,
    metadata: exchange.metadata,
    clientId: exchange.registration.clientId,
    keys: keys ?? (await fetchKeys(http, exchange.metadata)),
    now: clock.now(),
    accessToken: token.accessToken,
    ...(nonce === undefined ? {} : { nonce }),
    ...(maxAge === undefined ? {} : { maxAge }),
  });
};
