import { ASSUMED_LIFETIME, LONGEST_LIFETIME } from '../model/expiry.ts';
import type { TokenWarning } from '../../vocabulary/warning.ts';
import { after, seconds, type Seconds } from '../../vocabulary/instant.ts';
import { foreignText } from '../fault/foreign-text.ts';
import { fromOAuthError } from '../fault/from-error.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import type { AuthorizationDetail } from '../model/authorization-detail.ts';
import { malformedTokens, parseScope, scopeOf, scopeWithout, type Scope } from '../model/scope.ts';
import type { TokenRecord, TokenResponse } from '../model/token-record.ts';
import type { TokenResponseQuirks } from '../model/connection.ts';
import type { Secret } from '../secret/secret.ts';
import { parseAuthorizationDetails } from './authorization-details.ts';
import { errorMembers, refusalOf } from './exchange/error-response.ts';
import type { Exchange, OnReceived, ReceivedTokens } from './exchange/exchange.ts';
import { isDigits, malformed, requiredSecret, usableSeconds } from './exchange/reply-members.ts';
import { readTokenReply, type TokenReply } from './token-reply.ts';

/** What was asked for, against which a token response is judged. */
export interface TokenExpectation {
  /** Granted where the response names no scope. */
  readonly requestedScope: Scope;
  readonly resource?: string | undefined;
  /** Token exchange alone: the response must say that it issued one of these. @see RFC 8693 §2.2.1 */
  readonly issuedTokenTypes?: readonly string[];
  /** Makes a new refresh token safe before the rest is judged. */
  readonly onReceived?: OnReceived | undefined;
}

/**
 * Judges a response of the token endpoint in three steps: saves the refresh token, refuses what an
 * attacker could gain by, and takes what is only sloppy, with a warning. Any 2xx is a success, and even
 * that may carry an `error`. The instants in the record count from the exchange's `now`.
 *
 * Fails with the code of {@link fromOAuthError} where the server refuses, and with
 * VK_RESPONSE_MALFORMED where the answer gives no token that could be used.
 * @see RFC 6749 §5.1, §5.2, docs/adr/0023-save-first-then-judge.md
 */
export const judgeTokenResponse = async (
  exchange: Exchange,
  response: Response,
  expectation: TokenExpectation,
): Promise<TokenResponse> => {
  if (!response.ok) throw await refusalOf(response, exchange.now, exchange.signal);
  const onReceived = expectation.onReceived ?? exchange.onReceived;
  const reply = await readTokenReply(exchange, response, onReceived);
  const refused = errorMembers(reply.members);
  if (refused.error !== undefined) throw fromOAuthError({ status: 200, ...refused });
  return judgeMembers(exchange, reply, expectation);
};

/** A member as it is taken, and what is odd about it. */
interface Taken<Value> {
  readonly value: Value;
  readonly warnings: readonly TokenWarning[];
}

const taken = <Value>(value: Value, ...warnings: readonly TokenWarning[]): Taken<Value> => ({
  value,
  warnings,
});

const judgeMembers = (
  { now, quirks = {}, dpop }: Exchange,
  { members, received, warnings }: TokenReply,
  { requestedScope, resource, issuedTokenTypes }: TokenExpectation,
): TokenResponse => {
  refuseOtherIssue(members['issued_token_type'], issuedTokenTypes);
  const accessToken = requiredSecret('access-token', 'access_token', members['access_token']);
  const tokenType = judgeTokenType(members['token_type'], quirks, dpop !== undefined);
  const stated = judgeLifetime(members['expires_in']);
  const scope = judgeScope(members['scope'], requestedScope, quirks);
  const refreshToken = judgeRefreshToken(members['refresh_token'], received);
  const idToken = judgeIdToken(members['id_token'], received);
  const details = judgeDetails(members['authorization_details']);
  const lifetime = stated.value ?? ASSUMED_LIFETIME;
  const token: TokenRecord = {
    accessToken,
    tokenType: tokenType.value,
    scope: scope.value,
    ...(resource === undefined ? {} : { resource }),
    obtainedAt: now,
    expiresAt: after(now, lifetime),
    lifetime,
    lifetimeAssumed: stated.value === undefined,
    warnings: [
      ...warnings,
      ...[tokenType, stated, refreshToken, idToken, scope, details].flatMap((one) => one.warnings),
    ],
  };
  return {
    token,
    ...(refreshToken.value === undefined ? {} : { refreshToken: refreshToken.value }),
    ...(idToken.value === undefined ? {} : { idToken: idToken.value }),
    ...(details.value === undefined ? {} : { authorizationDetails: details.value }),
  };
};

const refuseOtherIssue = (value: unknown, wanted: readonly string[] | undefined): void => {
  if (wanted === undefined || (typeof value === 'string' && wanted.includes(value))) return;
  throw malformed('not a type that was asked for', 'issued_token_type');
};

/** A stored refresh token must never be replaced by nothing: what is no token is absent. @see RFC 6749 §6 */
const judgeRefreshToken = (
  value: unknown,
  { refreshToken: token }: ReceivedTokens,
): Taken<Secret<'refresh-token'> | undefined> => {
  if (token !== undefined || value === undefined) return taken(token);
  const isEmpty = value === null || value === '';
  return taken(undefined, isEmpty ? 'refresh_token_empty' : 'refresh_token_unusable');
};

const judgeIdToken = (
  value: unknown,
  { idToken: token }: ReceivedTokens,
): Taken<Secret<'id-token'> | undefined> =>
  token !== undefined || value === undefined ? taken(token) : taken(undefined, 'id_token_unusable');

/** Apigee's own name for it, and how others spell that. */
const BEARER_BY_ANOTHER_NAME = /^bearer[ _-]?token$/;

/**
 * A token whose type is stated and unknown must not be used; where none is stated it is a bearer token,
 * which gives nobody more than they have who hold it. @see RFC 6749 §7.1
 */
const judgeTokenType = (
  value: unknown,
  { bearerTypes = [] }: TokenResponseQuirks,
  dpopAsked: boolean,
): Taken<TokenRecord['tokenType']> => {
  const unbound: readonly TokenWarning[] = dpopAsked ? ['token_not_bound'] : [];
  if (typeof value !== 'string' || value === '') {
    return taken('bearer', 'token_type_missing', ...unbound);
  }
  const type = value.trim().toLowerCase();
  if (type === 'bearer' || bearerTypes.includes(type)) return taken('bearer', ...unbound);
  if (BEARER_BY_ANOTHER_NAME.test(type)) return taken('bearer', 'token_type_unusual', ...unbound);
  if (type === 'dpop' && dpopAsked) return taken('dpop');
  throw new ValetKeyError('VK_RESPONSE_MALFORMED', {
    fields: { why: 'unknown token_type', token_type: foreignText(value) },
  });
};

/** Undefined where no lifetime is stated that means anything. @see RFC 6749 §5.1, Appendix A.14 */
const judgeLifetime = (value: unknown): Taken<Seconds | undefined> => {
  const stated = usableSeconds(value);
  if (stated === undefined) {
    const isSloppy = value !== undefined && value !== null;
    return taken(
      undefined,
      ...(isSloppy ? (['expires_in_unusable'] as const) : []),
      'lifetime_unknown',
    );
  }
  const clamped = stated > LONGEST_LIFETIME;
  return taken(
    clamped ? LONGEST_LIFETIME : seconds(Math.floor(stated)),
    ...(isDigits(value) ? (['expires_in_was_text'] as const) : []),
    ...(clamped ? (['lifetime_clamped'] as const) : []),
  );
};

/** The scope that the server states is taken, and compared with what was asked for. @see RFC 6749 §3.3 */
const judgeScope = (
  value: unknown,
  requested: Scope,
  quirks: TokenResponseQuirks,
): Taken<Scope> => {
  if (value === undefined) return taken(requested);
  const { value: stated, warnings } = readScope(value, requested, quirks);
  if (stated === undefined) return taken(requested, ...warnings);
  const scope = cutScope(stated, requested);
  const warning = (holds: boolean, word: TokenWarning) => (holds ? [word] : []);
  return taken(
    scope,
    ...warnings,
    ...warning(scopeWithout(scope, requested).length > 0, 'scope_wider_than_requested'),
    ...warning(scopeWithout(requested, scope).length > 0, 'scope_narrower_than_requested'),
    ...warning(malformedTokens(scope).length > 0, 'scope_malformed'),
    ...warning(scope.length < stated.length, 'scope_cut'),
  );
};

const MOST_SCOPE_TOKENS = 1000;
/** In UTF-16 code units; the longest known (of Microsoft and Google) have a hundred. */
const LONGEST_SCOPE_TOKEN = 1000;

/** A login is shown, compared and written down with its scope, so no server decides how long that takes. */
const cutScope = (stated: Scope, requested: Scope): Scope => {
  const sound = stated.filter((token) => token.length <= LONGEST_SCOPE_TOKEN);
  if (sound.length <= MOST_SCOPE_TOKENS) return scopeOf(sound);
  const asked = new Set<string>(requested);
  const first = sound.filter((token) => asked.has(token));
  const others = sound.filter((token) => !asked.has(token));
  return scopeOf([...first, ...others].slice(0, MOST_SCOPE_TOKENS));
};

/** An empty scope says that nothing was granted; undefined is one that says nothing. */
const readScope = (
  value: unknown,
  requested: Scope,
  { scopeSeparator, scopeArray }: TokenResponseQuirks,
): Taken<Scope | undefined> => {
  if (typeof value === 'string') {
    if (scopeSeparator !== undefined) return taken(parseScope(value, scopeSeparator));
    return scopeByCommas(value, requested) ?? taken(parseScope(value));
  }
  const isList = Array.isArray(value) && value.every((token) => typeof token === 'string');
  if (!isList) return taken(undefined, 'scope_unusable');
  return taken(scopeOf(value), ...(scopeArray === true ? [] : (['scope_was_list'] as const)));
};

/** A comma may be part of a scope token: it separates only where more of what was asked appears by it. */
const scopeByCommas = (text: string, requested: Scope): Taken<Scope> | undefined => {
  if (!text.includes(',')) return undefined;
  const [bySpaces, byCommas] = [parseScope(text), parseScope(text, /[ ,]+/)];
  const missing = (scope: Scope) => scopeWithout(requested, scope).length;
  return missing(byCommas) < missing(bySpaces) ? taken(byCommas, 'scope_had_commas') : undefined;
};

/**
 * What was granted, as far as it can be read. Details that make no sense do not make the tokens beside
 * them worthless. @see RFC 9396 §7
 */
const judgeDetails = (value: unknown): Taken<readonly AuthorizationDetail[] | undefined> => {
  if (value === undefined) return taken(undefined);
  try {
    return taken(parseAuthorizationDetails(value, 'VK_RESPONSE_MALFORMED'));
  } catch {
    return taken(undefined, 'authorization_details_malformed');
  }
};
