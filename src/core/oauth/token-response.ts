import { ASSUMED_LIFETIME, LONGEST_LIFETIME } from '../model/expiry.ts';
import { after, seconds, type Seconds } from '../../vocabulary/instant.ts';
import type { TokenWarning } from '../../vocabulary/warning.ts';
import { foreignText } from '../fault/foreign-text.ts';
import { fromOAuthError } from '../fault/from-oauth-error.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { AuthorizationDetail } from '../model/authorization-detail.ts';
import { malformedTokens, parseScope, scopeOf, scopeWithout, type Scope } from '../model/scope.ts';
import type { TokenRecord, TokenResponse } from '../model/token-record.ts';
import type { TokenResponseQuirks } from '../model/token-response-quirks.ts';
import { parseAuthorizationDetails } from './authorization-details.ts';
import { errorMembers, refusalOf } from './exchange/error-response.ts';
import type { Exchange } from './exchange/exchange.ts';
import type { JsonObject } from './exchange/json.ts';
import { discardBody, mediaType, readJsonObject, readText } from './exchange/read-body.ts';
import {
  isDigits,
  malformed,
  optionalSecret,
  requiredSeconds,
  requiredSecret,
} from './exchange/reply-members.ts';

/** What was asked for, against which a token response is judged. */
export interface TokenExpectation {
  /** Granted where the response names no scope. */
  readonly requestedScope: Scope;
  readonly resource?: string | undefined;
  /** Token exchange alone: the response must say that it issued one of these. @see RFC 8693 §2.2.1 */
  readonly issuedTokenTypes?: readonly string[];
}

/**
 * Judges a response of the token endpoint. Only status 200 is a success, and even that may carry an
 * `error`. The instants in the record count from the exchange's `now`.
 *
 * Fails with the code of {@link fromOAuthError} where the server refuses, and with
 * VK_RESPONSE_MALFORMED where the answer is not what it must be; nothing of it is kept then.
 * @see RFC 6749 §5.1, §5.2
 */
export const judgeTokenResponse = async (
  exchange: Exchange,
  response: Response,
  expectation: TokenExpectation,
): Promise<TokenResponse> => {
  if (response.status !== 200) throw await refusalOf(response, exchange.now, exchange.signal);
  const members = await readMembers(exchange, response);
  const refused = errorMembers(members);
  if (refused.error !== undefined) throw fromOAuthError({ status: 200, ...refused });
  return judgeMembers(exchange, members, expectation);
};

const readMembers = async (
  { signal, quirks }: Exchange,
  response: Response,
): Promise<JsonObject> => {
  if (mediaType(response) !== 'application/x-www-form-urlencoded') {
    return readJsonObject(response, { signal });
  }
  if (quirks?.formTokenResponse !== true) {
    discardBody(response);
    throw malformed('content type is not JSON');
  }
  const form = new URLSearchParams(await readText(response, { signal }));
  if (new Set(form.keys()).size !== form.size) throw malformed('a member is named twice');
  return Object.fromEntries(form);
};

const judgeMembers = (
  { now, quirks = {}, dpop }: Exchange,
  members: JsonObject,
  { requestedScope, resource, issuedTokenTypes }: TokenExpectation,
): TokenResponse => {
  refuseOtherIssue(members['issued_token_type'], issuedTokenTypes);
  const accessToken = requiredSecret('access-token', 'access_token', members['access_token']);
  const tokenType = judgeTokenType(members['token_type'], quirks, dpop !== undefined);
  const { lifetime, warnings } = judgeLifetime(members['expires_in']);
  const granted = judgeScope(members['scope'], requestedScope, quirks);
  const refreshToken = judgeRefreshToken(members['refresh_token'], quirks);
  const idToken = optionalSecret('id-token', 'id_token', members['id_token']);
  const details = judgeDetails(members['authorization_details']);
  const token: TokenRecord = {
    accessToken,
    tokenType,
    scope: granted.scope,
    ...(resource === undefined ? {} : { resource }),
    obtainedAt: now,
    expiresAt: after(now, lifetime),
    lifetime,
    lifetimeAssumed: members['expires_in'] === undefined,
    warnings: [...warnings, ...granted.warnings, ...details.warnings],
  };
  return {
    token,
    ...(refreshToken === undefined ? {} : { refreshToken }),
    ...(idToken === undefined ? {} : { idToken }),
    ...(details.granted === undefined ? {} : { authorizationDetails: details.granted }),
  };
};

const refuseOtherIssue = (value: unknown, wanted: readonly string[] | undefined): void => {
  if (wanted === undefined || (typeof value === 'string' && wanted.includes(value))) return;
  throw malformed('not a type that was asked for', 'issued_token_type');
};

/** A stored refresh token must never be replaced by nothing. @see RFC 6749 §6 */
const judgeRefreshToken = (value: unknown, quirks: TokenResponseQuirks) => {
  const empty = value === null || value === '';
  if (empty && quirks.nullableRefreshToken === true) return undefined;
  return optionalSecret('refresh-token', 'refresh_token', value);
};

/** A client must not use a token whose type it does not understand. @see RFC 6749 §7.1 */
const judgeTokenType = (
  value: unknown,
  quirks: TokenResponseQuirks,
  dpopAsked: boolean,
): TokenRecord['tokenType'] => {
  if (value === undefined && quirks.missingTokenType === true) return 'bearer';
  if (typeof value !== 'string') throw malformed('not a text', 'token_type');
  const type = value.toLowerCase();
  if (type === 'bearer') return 'bearer';
  if (type === 'dpop' && dpopAsked) return 'dpop';
  throw new ValetKeyError('VK_RESPONSE_MALFORMED', {
    fields: { why: 'unknown token_type', token_type: foreignText(value) },
  });
};

/** @see RFC 6749 §5.1, Appendix A.14 */
const judgeLifetime = (
  value: unknown,
): { readonly lifetime: Seconds; readonly warnings: readonly TokenWarning[] } => {
  if (value === undefined) return { lifetime: ASSUMED_LIFETIME, warnings: ['lifetime_unknown'] };
  const stated = requiredSeconds('expires_in', value);
  const clamped = stated > LONGEST_LIFETIME;
  return {
    lifetime: clamped ? LONGEST_LIFETIME : seconds(Math.floor(stated)),
    warnings: [
      ...(isDigits(value) ? (['expires_in_was_text'] as const) : []),
      ...(clamped ? (['lifetime_clamped'] as const) : []),
    ],
  };
};

/** The scope that the server states is taken, and compared with what was asked for. @see RFC 6749 §3.3 */
const judgeScope = (
  value: unknown,
  requested: Scope,
  quirks: TokenResponseQuirks,
): { readonly scope: Scope; readonly warnings: readonly TokenWarning[] } => {
  if (value === undefined) return { scope: requested, warnings: [] };
  const scope = readScope(value, quirks);
  const warning = (holds: boolean, word: TokenWarning) => (holds ? [word] : []);
  return {
    scope,
    warnings: [
      ...warning(scopeWithout(scope, requested).length > 0, 'scope_wider_than_requested'),
      ...warning(scopeWithout(requested, scope).length > 0, 'scope_narrower_than_requested'),
      ...warning(malformedTokens(scope).length > 0, 'scope_malformed'),
    ],
  };
};

/**
 * What was granted, as far as it can be read. Details that make no sense do not make the tokens beside
 * them worthless, least of all a rotated refresh token. @see RFC 9396 §7
 */
const judgeDetails = (
  value: unknown,
): {
  readonly granted?: readonly AuthorizationDetail[];
  readonly warnings: readonly TokenWarning[];
} => {
  if (value === undefined) return { warnings: [] };
  try {
    return { granted: parseAuthorizationDetails(value, 'VK_RESPONSE_MALFORMED'), warnings: [] };
  } catch {
    return { warnings: ['authorization_details_malformed'] };
  }
};

const readScope = (value: unknown, quirks: TokenResponseQuirks): Scope => {
  if (typeof value === 'string') return parseScope(value, quirks.scopeSeparator);
  const tokens: readonly unknown[] =
    quirks.scopeArray === true && Array.isArray(value) ? value : [value];
  if (tokens.every((token) => typeof token === 'string')) return scopeOf(tokens);
  throw malformed('not a text', 'scope');
};
