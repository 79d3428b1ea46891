import type { AuthorizationDetail } from '../model/authorization-detail.ts';
import { isValetKeyError } from '../fault/valet-key-error.ts';
import type { Scope } from '../model/scope.ts';
import type { TokenResponse } from '../model/token-record.ts';
import { requestClientCredentials } from '../oauth/client-credentials-grant.ts';
import type { Exchange } from '../oauth/exchange/exchange.ts';
import { requestByAssertion } from '../oauth/jwt-bearer-grant.ts';
import { requestByPassword } from '../oauth/password-grant.ts';
import { refreshAccessToken } from '../oauth/refresh-grant.ts';
import { exchangeToken } from '../oauth/token-exchange-grant.ts';
import type { GrantChoice } from './grant-choice.ts';
import type { EpochMs } from '../../vocabulary/instant.ts';
import type { Clock } from '../port/system.ts';
import { awaitDeviceToken, requestDeviceAuthorization } from '../oauth/device-grant.ts';

/** Grants that one request to the token endpoint completes. */
export type DirectGrant = Exclude<
  GrantChoice,
  { readonly kind: 'authorization_code' | 'urn:ietf:params:oauth:grant-type:device_code' }
>;

/** What is asked for, whatever the grant. */
export interface Asked {
  readonly scope: Scope;
  readonly resource?: string;
  readonly authorizationDetails?: readonly AuthorizationDetail[];
}

/** Gets tokens by a grant that needs no browser. Fails with the exchange's codes. */
export const obtainDirectly = async (
  exchange: Exchange,
  grant: DirectGrant,
  asked: Asked,
): Promise<TokenResponse> => {
  switch (grant.kind) {
    case 'client_credentials':
      return requestClientCredentials(exchange, asked);
    case 'password':
      return requestByPassword(exchange, { ...grant, ...asked });
    case 'refresh_token':
      return broughtAlong(exchange, grant, asked);
    case 'urn:ietf:params:oauth:grant-type:token-exchange':
      return tradeToken(exchange, grant, asked);
    case 'urn:ietf:params:oauth:grant-type:jwt-bearer':
      return requestByAssertion(exchange, { ...grant, ...asked });
  }
};

/** The subject token is out as soon as the request may have been sent. */
const tradeToken = async (
  exchange: Exchange,
  {
    onSent,
    ...grant
  }: Extract<DirectGrant, { kind: 'urn:ietf:params:oauth:grant-type:token-exchange' }>,
  asked: Asked,
): Promise<TokenResponse> => {
  const sent = async (): Promise<void> =>
    onSent?.(new URL(exchange.metadata.token_endpoint ?? exchange.metadata.issuer).host);
  try {
    const response = await exchangeToken(exchange, { ...grant, ...asked });
    await sent();
    return response;
  } catch (cause) {
    if (!isValetKeyError(cause) || cause.fields['sent'] !== false) await sent();
    throw cause;
  }
};

/** A refresh token that a person brings is kept on, unless the server rotates it at once. */
const broughtAlong = async (
  exchange: Exchange,
  { refreshToken }: Extract<DirectGrant, { kind: 'refresh_token' }>,
  { scope, ...rest }: Asked,
): Promise<TokenResponse> => {
  const response = await refreshAccessToken(exchange, {
    refreshToken,
    grantedScope: scope,
    ...rest,
  });
  return { refreshToken, ...response };
};

/** A code that a person types somewhere else, and where. @see RFC 8628 §3.3 */
export interface WaitingForDevice {
  readonly kind: 'waiting-for-device';
  readonly userCode: string;
  readonly verificationUri: string;
  readonly verificationUriComplete?: string;
  readonly expiresAt: EpochMs;
  /** Opens the verification page in this machine's browser. */
  readonly reopen: () => Promise<void>;
}

/**
 * Gets tokens by the device grant: shows a code, then asks until the person has decided elsewhere.
 * @see RFC 8628 §3
 */
export const obtainByDevice = async (
  ports: { readonly clock: Clock; readonly open: (url: string) => Promise<void> },
  exchange: Exchange,
  asked: Asked,
  report: (progress: WaitingForDevice) => void,
): Promise<TokenResponse> => {
  const authorization = await requestDeviceAuthorization(exchange, asked);
  const { userCode, verificationUri, verificationUriComplete, expiresAt } = authorization;
  report({
    kind: 'waiting-for-device',
    userCode,
    verificationUri,
    ...(verificationUriComplete === undefined ? {} : { verificationUriComplete }),
    expiresAt,
    reopen: () => ports.open(verificationUriComplete ?? verificationUri),
  });
  return awaitDeviceToken(exchange, ports.clock, authorization, asked);
};
