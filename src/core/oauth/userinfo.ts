import * as oauth from 'oauth4webapi';
import { foreignText } from '../fault/foreign-text.ts';
import { fromOAuthError } from '../fault/from-error.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { Subject } from '../model/connection.ts';
import type { Secret } from '../secret/secret.ts';
import { clientOf, libraryOptions, sending, serverWith } from './exchange/endpoint-request.ts';
import { refusalOf } from './exchange/error-response.ts';
import { serverTime, type Exchange } from './exchange/exchange.ts';
import type { JsonObject } from './exchange/json.ts';
import { discardBody, readJsonObject, readText } from './exchange/read-body.ts';
import { malformed } from './exchange/reply-members.ts';
import { CLOCK_SKEW, HMAC_ALGORITHMS } from './token/id-token.ts';
import { fetchKeys, SIGNATURE_ALGORITHMS } from './token/jwks.ts';
import { isVerifiedBySecret, readJws, verifySignature } from './token/jws.ts';

/** The resource owner by the userinfo endpoint, with every claim it gave. All of it is foreign text. */
export interface UserInfo {
  readonly subject: Subject;
  readonly claims: JsonObject;
}

/**
 * Asks who the resource owner is. `expectedSub` is the `sub` of the verified ID token; an answer about
 * anybody else is not believed. Fails with VK_SUBJECT_CHANGED then, with VK_INSUFFICIENT_SCOPE or
 * VK_REQUEST_REJECTED where the access token is refused, with VK_RESPONSE_MALFORMED where the answer
 * is neither JSON nor a JWT that the issuer signed, with VK_UNSUPPORTED_BY_SERVER where there is no endpoint,
 * a network code, or what fetching the issuer's keys fails with.
 * @see OpenID Connect Core 1.0 §5.3
 */
export const fetchUserInfo = async (
  exchange: Exchange,
  accessToken: Secret<'access-token'>,
  expectedSub: string,
): Promise<UserInfo> => {
  const response = await userInfoRequest(exchange, accessToken);
  return judgeUserInfoResponse(exchange, response, expectedSub);
};

/** Sends the userinfo request. @see OpenID Connect Core 1.0 §5.3.1 */
export const userInfoRequest = (
  exchange: Exchange,
  accessToken: Secret<'access-token'>,
): Promise<Response> =>
  sending(exchange, () =>
    oauth.userInfoRequest(
      serverWith(exchange, 'userinfo_endpoint'),
      clientOf(exchange),
      accessToken.expose(),
      libraryOptions(exchange),
    ),
  );

/**
 * Judges a userinfo response: without the right `sub` nothing in it may be used. A signed one is verified as an
 * ID token is. @see OpenID Connect Core 1.0 §5.3.2, §5.3.4
 */
export const judgeUserInfoResponse = async (
  exchange: Exchange,
  response: Response,
  expectedSub: string,
): Promise<UserInfo> => {
  const { now, signal } = exchange;
  if (response.status === 401 || response.status === 403) throw tokenRefusal(response);
  if (!response.ok) throw await refusalOf(response, now, signal);
  const text = (await readText(response, { signal })).trim();
  const claims = /^[\w-]+\.[\w-]+\./.test(text)
    ? await signedClaims(exchange, text)
    : await readJsonObject(new Response(text, { headers: response.headers }));
  const { sub } = claims;
  if (typeof sub !== 'string' || sub === '') {
    throw malformed('empty or not a text', 'sub');
  }
  if (sub !== expectedSub) throw new ValetKeyError('VK_SUBJECT_CHANGED');
  return { subject: subjectOf(sub, claims), claims };
};

/** The key is one that the issuer publishes, or for a MAC the client secret and nothing else. RFC 8725 §3.1 */
const signedClaims = async (exchange: Exchange, text: string): Promise<JsonObject> => {
  const { clientSecret, http, metadata, signal } = exchange;
  const algorithms = [
    ...SIGNATURE_ALGORITHMS,
    ...(clientSecret === undefined ? [] : HMAC_ALGORITHMS),
  ];
  if (text.split('.').length > 3) throw malformed('is encrypted, and there is no key for it');
  const jws = readJws(text, 'VK_RESPONSE_MALFORMED', algorithms);
  const isSymmetric = clientSecret !== undefined && HMAC_ALGORITHMS.includes(jws.algorithm);
  const isGenuine = isSymmetric
    ? await isVerifiedBySecret(jws, clientSecret)
    : (await verifySignature(jws, await fetchKeys(http, metadata, signal))) === 'verified';
  if (!isGenuine) throw malformed('is signed by nobody that the issuer names');
  requireOurs(exchange, jws.claims);
  return jws.claims;
};

/** `iss` and `aud` should be there; where they are, they are ours. @see OpenID Connect Core 1.0 §5.3.2 */
const requireOurs = (exchange: Exchange, claims: JsonObject): void => {
  const { metadata, registration } = exchange;
  const { iss, aud, exp } = claims;
  if ((iss ?? metadata.issuer) !== metadata.issuer) throw malformed('another issuer', 'iss');
  const audience: readonly unknown[] = Array.isArray(aud) ? aud : [aud ?? registration.clientId];
  if (!audience.includes(registration.clientId)) throw malformed('not for us', 'aud');
  const isOver = typeof exp === 'number' && exp + CLOCK_SKEW <= serverTime(exchange) / 1000;
  if (isOver) throw malformed('expired', 'exp');
};

/** All that a protected resource may say of a token; ending a grant is not its business. */
const CHALLENGE_ERROR = /\berror="(invalid_request|invalid_token|insufficient_scope)"/;

/** A protected resource refuses tokens, not clients; the challenge says why. @see RFC 6750 §3.1 */
const tokenRefusal = (response: Response): ValetKeyError => {
  discardBody(response);
  const challenge = response.headers.get('www-authenticate') ?? '';
  const error = CHALLENGE_ERROR.exec(challenge)?.[1] ?? 'invalid_token';
  return fromOAuthError({ status: response.status, error });
};

/** `sub` is kept exactly; what people call themselves is made fit for a screen. @see OIDC Core §5.1 */
const subjectOf = (sub: string, claims: JsonObject): Subject => {
  const name = shown(claims['name']);
  const preferredUsername = shown(claims['preferred_username']);
  const email = shown(claims['email']);
  return {
    sub,
    ...(name === undefined ? {} : { name }),
    ...(preferredUsername === undefined ? {} : { preferredUsername }),
    ...(email === undefined ? {} : { email }),
  };
};

const shown = (value: unknown): string | undefined => {
  const clean = typeof value === 'string' ? foreignText(value) : '';
  return clean === '' ? undefined : clean;
};
