import { SignJWT } from 'jose';
import type { PrivateKey } from 'oauth4webapi';
import { after, seconds, type EpochMs, type Seconds } from '../../vocabulary/instant.ts';
import type { AuthorizationDetail } from '../model/authorization-detail.ts';
import type { Scope } from '../model/scope.ts';
import type { TokenResponse } from '../model/token-record.ts';
import { Secret } from '../secret/secret.ts';
import { detailsParameter } from './authorization-details.ts';
import { BACKDATING, type Exchange } from './exchange/exchange.ts';
import { scopeParameter, tokenRequest } from './exchange/endpoint-request.ts';
import { judgeTokenResponse } from './token-response.ts';

/** An assertion that somebody trusted has signed, and what to ask for with it. */
export interface JwtBearerGrant {
  readonly assertion: Secret<'assertion'>;
  readonly scope: Scope;
  /** @see RFC 8707 §2.2 */
  readonly resource?: string;
  /** @see RFC 9396 §6 */
  readonly authorizationDetails?: readonly AuthorizationDetail[];
}

/** What an assertion says. @see RFC 7523 §3 */
export interface AssertionClaims {
  readonly issuer: string;
  /** Whom the token will speak for. */
  readonly subject: string;
  /** The authorization server: its issuer, or its token endpoint. */
  readonly audience: string;
  /** Makes it unique, so that it can be refused a second time. */
  readonly id: string;
  readonly issuedAt: EpochMs;
  /** Claims that a server wants on top, such as Google's `scope`. */
  readonly more?: Readonly<Record<string, string>>;
}

/** Long enough for clocks that differ, short enough to be useless when stolen. */
const ASSERTION_LIFETIME: Seconds = seconds(300);

/**
 * Trades an assertion for a token, without a resource owner at hand: service accounts, mostly. Fails
 * with VK_GRANT_REVOKED where the assertion is not accepted, or with another code of the token
 * endpoint or the network.
 * @see RFC 7523 §2.1
 */
export const requestByAssertion = async (
  exchange: Exchange,
  grant: JwtBearerGrant,
): Promise<TokenResponse> => {
  const response = await jwtBearerRequest(exchange, grant);
  const { scope, resource } = grant;
  return judgeTokenResponse(exchange, response, { requestedScope: scope, resource });
};

/** Sends the access token request of the JWT bearer grant. @see RFC 7523 §2.1 */
export const jwtBearerRequest = (
  exchange: Exchange,
  { assertion, scope, resource, authorizationDetails }: JwtBearerGrant,
): Promise<Response> =>
  tokenRequest(exchange, 'urn:ietf:params:oauth:grant-type:jwt-bearer', {
    assertion: assertion.expose(),
    scope: scopeParameter(scope),
    resource,
    authorization_details: detailsParameter(authorizationDetails),
  });

/**
 * Signs an assertion that holds for five minutes. `algorithm` is the JWS name that goes with the key,
 * such as `RS256`.
 * @see RFC 7523 §3
 */
export const signAssertion = async (
  { key, kid }: PrivateKey,
  algorithm: string,
  claims: AssertionClaims,
): Promise<Secret<'assertion'>> => {
  const token = await new SignJWT({ ...claims.more })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT', ...(kid === undefined ? {} : { kid }) })
    .setIssuer(claims.issuer)
    .setSubject(claims.subject)
    .setAudience(claims.audience)
    .setJti(claims.id)
    .setIssuedAt(Math.floor(claims.issuedAt / 1000) - BACKDATING)
    .setExpirationTime(Math.floor(after(claims.issuedAt, ASSERTION_LIFETIME) / 1000))
    .sign(key);
  return Secret.of('assertion', token);
};
