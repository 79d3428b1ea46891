import { randomUUID } from 'node:crypto';
import type { DPoPHandle } from 'oauth4webapi';
import { isValetKeyError } from '../../src/core/fault/valet-key-error.ts';
import type {
  ClientRegistration,
  TokenEndpointAuthMethod,
} from '../../src/core/model/client-registration.ts';
import { LOOPBACK_HOSTS, parseIssuer } from '../../src/core/model/issuer.ts';
import { parseScope } from '../../src/core/model/scope.ts';
import type { TokenResponse } from '../../src/core/model/token-record.ts';
import {
  buildAuthorizationRequest,
  type AuthorizationTransaction,
} from '../../src/core/protocol/authorization-request.ts';
import { judgeCallback } from '../../src/core/protocol/authorization-response.ts';
import { exchangeCode } from '../../src/core/protocol/code-grant.ts';
import { discover } from '../../src/core/protocol/discovery.ts';
import type { Exchange } from '../../src/core/protocol/exchange.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import { createFetchHttp } from '../../src/main/adapter/fetch-http.ts';
import { systemClock } from '../../src/main/adapter/system-clock.ts';
import { systemRandom } from '../../src/main/adapter/system-random.ts';
import type { ErrorCode } from '../../src/shared/vocabulary/error-code.ts';
import type { Decision, InteropServer } from './interop-server.ts';

/** The app's own protocol code over the app's own adapters; only the person is a robot. */
export const http = createFetchHttp({ clock: systemClock });
export const random = systemRandom;
export const clock = systemClock;

export const newId = (): string => randomUUID();

export const check: (holds: boolean, what: string) => asserts holds = (holds, what) => {
  if (!holds) throw new Error(what);
};

/** Runs `act`, which must fail with one of our codes, and says which. */
export const failsWith = async (
  act: () => Promise<unknown>,
  ...codes: readonly ErrorCode[]
): Promise<ErrorCode> => {
  try {
    await act();
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

export interface AuthorizeOptions {
  readonly redirectUri?: string;
  readonly scope?: string;
  readonly resource?: string;
  readonly decision?: Decision;
  readonly dpop?: DPoPHandle;
  /** Asks as this confidential client. */
  readonly client?: { readonly clientId: string; readonly clientSecret: string } | undefined;
  /** Puts another URL in the browser's place: a pushed request. */
  readonly rewrite?: (exchange: Exchange, url: string) => Promise<string>;
}

export interface Authorized {
  readonly exchange: Exchange;
  readonly transaction: AuthorizationTransaction;
  readonly code: Secret<'authorization-code'>;
  readonly location: string;
}

/** Asks the resource owner and judges the redirect; throws what a refused one was judged to be. */
export const authorize = async (
  server: InteropServer,
  options: AuthorizeOptions = {},
): Promise<Authorized> => {
  const exchange =
    options.client === undefined
      ? await publicExchange(server, options.dpop)
      : await confidentialExchange(server, options.client);
  const { url, transaction } = await buildAuthorizationRequest(
    {
      metadata: exchange.metadata,
      registration: exchange.registration,
      redirectUri: options.redirectUri ?? server.loopbackRedirectUri,
      scope: parseScope(options.scope ?? server.scope),
      ...(options.resource === undefined ? {} : { resource: options.resource }),
    },
    random,
  );
  const opened = (await options.rewrite?.(exchange, url)) ?? url;
  const location = await server.authorize(opened, options.decision ?? 'allow');
  const judged = judgeCallback(location, (state) =>
    state === transaction.state ? { kind: 'pending', transaction } : { kind: 'unknown' },
  );
  if (judged.verdict === 'fail') throw judged.error;
  check(judged.verdict === 'proceed', `the redirect was judged ${judged.verdict}`);
  return { exchange, transaction, code: judged.code, location };
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
