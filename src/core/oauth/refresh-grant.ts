import type { ErrorCode } from '../../vocabulary/error-code.ts';
import { MEANING_OF_ERROR } from '../fault/from-error.ts';
import { isValetKeyError } from '../fault/valet-key-error.ts';
import type { AuthorizationDetail } from '../model/authorization-detail.ts';
import type { Scope } from '../model/scope.ts';
import type { TokenResponse } from '../model/token-record.ts';
import type { Secret } from '../secret/secret.ts';
import { detailsParameter } from './authorization-details.ts';
import { scopeParameter, tokenRequest } from './exchange/endpoint-request.ts';
import type { Exchange, OnReceived } from './exchange/exchange.ts';
import { judgeTokenResponse } from './token-response.ts';

/** A refresh token and what to ask of it. */
export interface RefreshGrant {
  readonly refreshToken: Secret<'refresh-token'>;
  /** What the grant covers; the new token has it where the response names no scope. */
  readonly grantedScope: Scope;
  /** Asks for less than the grant covers. */
  readonly scope?: Scope;
  /** @see RFC 8707 §2.2 */
  readonly resource?: string;
  /** Of what was granted, what the new token is for; the server decides where absent. @see RFC 9396 §6 */
  readonly authorizationDetails?: readonly AuthorizationDetail[];
  /** Makes a new refresh token safe before the rest of the reply is judged. */
  readonly onReceived?: OnReceived;
}

/**
 * Trades a refresh token for a new access token. Where the response has no refresh token the old one
 * stays in force. Fails with VK_GRANT_REVOKED where the grant has ended, or with another code of the
 * token endpoint or the network; {@link classifyRefreshFailure} says what that means for the token.
 * @see RFC 6749 §6, RFC 9700 §4.14.2
 */
export const refreshAccessToken = async (
  exchange: Exchange,
  grant: RefreshGrant,
): Promise<TokenResponse> => {
  const response = await refreshGrantRequest(exchange, grant);
  return judgeTokenResponse(exchange, response, {
    requestedScope: grant.scope ?? grant.grantedScope,
    resource: grant.resource,
    onReceived: grant.onReceived,
  });
};

/** Sends the refresh request. @see RFC 6749 §6 */
export const refreshGrantRequest = (
  exchange: Exchange,
  { refreshToken, scope, resource, authorizationDetails }: RefreshGrant,
): Promise<Response> =>
  tokenRequest(exchange, 'refresh_token', {
    refresh_token: refreshToken.expose(),
    scope: scopeParameter(scope),
    resource,
    authorization_details: detailsParameter(authorizationDetails),
  });

/**
 * What a failed refresh says about the refresh token that was sent. `definite`: an answer was received
 * whole, so sending the token again would bring nothing new. `not-sent`: the server never saw it.
 * `ambiguous`: it may have been rotated, and the new one lost on the way.
 */
export type RefreshFailureKind = 'definite' | 'ambiguous' | 'not-sent';

/** Codes that an answer of the token endpoint gives, if it was received whole. */
const ANSWERS: ReadonlySet<ErrorCode> = new Set<ErrorCode>(
  [
    ...Object.values(MEANING_OF_ERROR),
    'VK_GRANT_REVOKED' as const,
    'VK_RATE_LIMITED' as const,
    'VK_RESPONSE_MALFORMED' as const,
    'VK_WEB_PAGE_RECEIVED' as const,
  ].filter(
    // The server says itself that it got into trouble: perhaps after rotating.
    (code) => code !== 'VK_SERVER_UNAVAILABLE',
  ),
);

/**
 * Sorts what {@link refreshAccessToken} failed with. Whatever is not known for sure is ambiguous:
 * a timeout, a reset, a 5xx, a body that was cut off.
 * @see RFC 9700 §4.14.2
 */
export const classifyRefreshFailure = (thrown: unknown): RefreshFailureKind => {
  if (!isValetKeyError(thrown)) return 'ambiguous';
  // A certificate is judged before the request is sent.
  const isUntrusted = thrown.code === 'VK_TLS_REJECTED' || thrown.code === 'VK_TLS_EXPIRED';
  if (thrown.fields['sent'] === false || isUntrusted) return 'not-sent';
  return ANSWERS.has(thrown.code) && thrown.fields['cutOff'] !== true ? 'definite' : 'ambiguous';
};
