import { after, type EpochMs, type Seconds, seconds } from '../../../vocabulary/instant.ts';
import { foreignText } from '../../fault/foreign-text.ts';
import { ValetKeyError } from '../../fault/valet-key-error.ts';
import type { Subject } from '../../model/connection.ts';
import type { ServerMetadata } from '../../model/server-metadata.ts';
import { isIssuerForTenant } from '../../model/tenant-issuer.ts';
import type { Secret } from '../../secret/secret.ts';
import { SIGNATURE_ALGORITHMS, type KeySet } from './jwks.ts';
import { isVerifiedBySecret, readJws, verifySignature, type ReadJws } from './jws.ts';
import type { JsonObject } from '../exchange/json.ts';
import { base64url } from 'jose';
import { LONGEST_LIFETIME } from '../../model/expiry.ts';

/** An ID token and everything it must agree with. */
export interface IdTokenToVerify {
  readonly idToken: Secret<'id-token'>;
  readonly metadata: ServerMetadata;
  readonly clientId: string;
  /** What the authorization request sent; absent for ID tokens of a refresh (OIDC Core §12.2). */
  readonly nonce?: string;
  readonly maxAge?: Seconds;
  readonly acrValues?: string;
  readonly keys: KeySet;
  readonly now: EpochMs;
  /** Lets `at_hash` be checked. */
  readonly accessToken?: Secret<'access-token'>;
  /** Of a confidential client: what a server that says so signs with. @see OpenID Connect Core 1.0 §10.1 */
  readonly clientSecret?: Secret<'client-secret'> | undefined;
  /** How far the server's clock is ahead of ours; undefined where it did not say. */
  readonly serverAhead?: Seconds | undefined;
}

/** An ID token that passed every check. */
export interface VerifiedIdToken {
  readonly claims: JsonObject;
  /** The issuer that was expected; that of the token's tenant where it was for any. */
  readonly issuer: string;
  readonly subject: Subject;
  readonly checks: readonly IdTokenCheck[];
}

/**
 * Says who signed in, after every check an ID token must pass; one failure refuses the whole.
 *
 * Fails with VK_ID_TOKEN_INVALID (fields `check` and `why`), with VK_CLOCK_WRONG (the same) where only the
 * time is against it and the server's is not known, with VK_ID_TOKEN_SYMMETRIC where it is signed with a
 * client secret that we cannot verify by, or with what fetching keys again fails with.
 * @see OpenID Connect Core 1.0 §3.1.3.7, RFC 8725 §3
 */
export const verifyIdToken = async (request: IdTokenToVerify): Promise<VerifiedIdToken> => {
  const jws = readIdToken(request.idToken);
  const checks = await checksByClock(jws, request);
  const failed = checks.find(({ passed }) => !passed);
  if (failed !== undefined) {
    // Where `iat` and `exp` are right and only `auth_time` is long ago, our clock is right, too.
    const isOff = checks.some(({ passed, why }) => !passed && why !== TOO_LONG_AGO);
    const mayBeOurClock = request.serverAhead === undefined && isOff && isOnlyLateOrEarly(checks);
    throw new ValetKeyError(mayBeOurClock ? 'VK_CLOCK_WRONG' : 'VK_ID_TOKEN_INVALID', {
      fields: { check: failed.name, why: foreignText(failed.why ?? '') },
    });
  }
  const { claims } = jws;
  return { claims, issuer: String(claims['iss']), subject: subjectOf(claims), checks };
};

/** What a check says whose moment is right by another clock. */
const EXPIRED = 'expired';
const TOO_EARLY = "in the future: is this computer's clock right?";
const TOO_LONG_AGO = 'signed in too long ago';

const isOnlyLateOrEarly = (checks: readonly IdTokenCheck[]): boolean =>
  checks.every(
    ({ passed, why = '' }) => passed || [EXPIRED, TOO_EARLY, TOO_LONG_AGO].includes(why),
  );

/**
 * By our clock, and where only the time is against the token, by the clock of the server that made it:
 * ours may be wrong, and its word for the time comes over the same connection as the token.
 */
const checksByClock = async (
  jws: ReadJws,
  request: IdTokenToVerify,
): Promise<readonly IdTokenCheck[]> => {
  const checksAt = (now: EpochMs) =>
    isSymmetric(jws)
      ? checkBySecret(jws, { ...request, now })
      : checkIdToken(jws, { ...request, now }, request.keys);
  const checks = await checksAt(request.now);
  const { serverAhead = seconds(0) } = request;
  if (serverAhead === 0 || !isOnlyLateOrEarly(checks)) return checks;
  return checks.every(({ passed }) => passed) ? checks : checksAt(after(request.now, serverAhead));
};

/**
 * Every check of an ID token with its outcome, the signature first; never stops at a failure.
 * @see OpenID Connect Core 1.0 §3.1.3.7
 */
export const checkIdToken = async (
  jws: ReadJws,
  expected: IdTokenExpectation,
  keys: KeySet,
): Promise<readonly IdTokenCheck[]> => [
  signatureCheck(await verifySignature(jws, keys)),
  ...(await idTokenChecks(jws, expected)),
];

/** MACs of ID tokens, whose key is the client secret. @see OpenID Connect Core 1.0 §10.1 */
export const HMAC_ALGORITHMS: readonly string[] = ['HS256', 'HS384', 'HS512'];

const readIdToken = (idToken: Secret<'id-token'>): ReadJws =>
  readJws(idToken.expose(), 'VK_ID_TOKEN_INVALID', [...SIGNATURE_ALGORITHMS, ...HMAC_ALGORITHMS]);

const isSymmetric = ({ algorithm }: ReadJws): boolean => HMAC_ALGORITHMS.includes(algorithm);

/** For an ID token that no published key can verify. */
export const NO_KEYS: KeySet = { keys: [] };

/** Whether an ID token says that it is signed with the client secret, so that no keys are needed. @see OpenID Connect Core 1.0 §10.1 */
export const isSignedWithSecret = (idToken: Secret<'id-token'>): boolean => {
  try {
    return isSymmetric(readIdToken(idToken));
  } catch {
    return false;
  }
};

/**
 * The key is the client secret and nothing else: a published key as the key of a MAC is how one algorithm is
 * passed off as the other. The server must state the algorithm, too. RFC 8725 §2.1, §3.1
 */
const checkBySecret = async (
  jws: ReadJws,
  request: IdTokenToVerify,
): Promise<readonly IdTokenCheck[]> => {
  const { clientSecret, metadata } = request;
  const isStated = metadata.id_token_signing_alg_values_supported?.includes(jws.algorithm) === true;
  if (clientSecret === undefined || !isStated) {
    const why = isStated ? 'this client has no secret' : 'the server does not state that it does';
    throw new ValetKeyError('VK_ID_TOKEN_SYMMETRIC', { fields: { alg: jws.algorithm, why } });
  }
  const isGenuine = await isVerifiedBySecret(jws, clientSecret);
  return [
    signatureCheck(isGenuine ? 'verified' : 'forged'),
    ...(await idTokenChecks(jws, request)),
  ];
};

const signatureCheck = (verdict: 'verified' | 'forged' | 'no-key'): IdTokenCheck => {
  if (verdict === 'verified') return { name: 'signature', passed: true };
  const why = verdict === 'forged' ? 'does not verify' : 'no key of the issuer fits';
  return { name: 'signature', passed: false, why };
};

/** `sub` is kept exactly; what people call themselves is made fit for a screen. OIDC Core §5.1 */
const subjectOf = (claims: JsonObject): Subject => {
  const text = (name: string): string | undefined => {
    const value = claims[name];
    const clean = typeof value === 'string' ? foreignText(value) : '';
    return clean === '' ? undefined : clean;
  };
  const name = text('name');
  const preferredUsername = text('preferred_username');
  const email = text('email');
  return {
    sub: String(claims['sub']),
    ...(name === undefined ? {} : { name }),
    ...(preferredUsername === undefined ? {} : { preferredUsername }),
    ...(email === undefined ? {} : { email }),
  };
};

/** One rule, and whether the token keeps it; `why` says what is wrong, in one phrase. */
export interface IdTokenCheck {
  readonly name:
    | 'signature'
    | 'alg'
    | 'typ'
    | 'iss'
    | 'sub'
    | 'aud'
    | 'azp'
    | 'exp'
    | 'iat'
    | 'nbf'
    | 'nonce'
    | 'auth_time'
    | 'acr'
    | 'at_hash';
  readonly passed: boolean;
  readonly why?: string;
}

/** What the claims must agree with. */
export interface IdTokenExpectation {
  readonly metadata: ServerMetadata;
  readonly clientId: string;
  readonly nonce?: string;
  readonly maxAge?: Seconds;
  /** Space-separated; one of them is what was asked for. @see RFC 9470 §4 */
  readonly acrValues?: string;
  readonly now: EpochMs;
  readonly accessToken?: Secret<'access-token'>;
}

/** How far the server's clock and ours may differ. @see RFC 7519 §4.1.4 ("no more than a few minutes") */
export const CLOCK_SKEW: Seconds = seconds(300);

/** @see OpenID Connect Core 1.0 §2 `sub` */
const LONGEST_SUB = 255;

type Fault = string | undefined;

/**
 * The outcome of each rule about an ID token's header and claims; the signature is checked elsewhere.
 * @see OpenID Connect Core 1.0 §3.1.3.7 (2)-(13)
 */
export const idTokenChecks = async (
  jws: ReadJws,
  expected: IdTokenExpectation,
): Promise<readonly IdTokenCheck[]> => {
  const { claims } = jws;
  const now = seconds(expected.now / 1000);
  return [
    outcome('alg', faultOfAlgorithm(jws, expected.metadata)),
    outcome('typ', faultOfType(jws.header)),
    outcome('iss', faultOfIssuer(claims, expected.metadata)),
    outcome('sub', faultOfSubject(claims['sub'])),
    outcome('aud', audienceOf(claims).includes(expected.clientId) ? undefined : 'not for us'),
    outcome('azp', faultOfParty(claims, expected.clientId)),
    outcome('exp', faultOfExpiry(claims['exp'], now)),
    outcome('iat', faultOfIssueTime(claims['iat'], now)),
    outcome('nbf', claims['nbf'] === undefined ? undefined : faultOfStart(claims['nbf'], now)),
    outcome('nonce', faultOfNonce(claims, expected.nonce)),
    outcome('auth_time', faultOfAuthTime(claims['auth_time'], expected.maxAge, now)),
    outcome('acr', faultOfContext(claims['acr'], expected.acrValues)),
    outcome('at_hash', await faultOfTokenHash(jws, expected.accessToken)),
  ];
};

const outcome = (name: IdTokenCheck['name'], why: Fault): IdTokenCheck =>
  why === undefined ? { name, passed: true } : { name, passed: false, why };

const faultOfIssuer = ({ iss, tid }: JsonObject, { issuer }: ServerMetadata): Fault =>
  isIssuerForTenant(iss, issuer, tid) ? undefined : 'another issuer';

const faultOfAlgorithm = ({ algorithm }: ReadJws, metadata: ServerMetadata): Fault => {
  const stated = metadata.id_token_signing_alg_values_supported;
  return stated?.includes(algorithm) === false ? 'not among those the server states' : undefined;
};

/** An access token or logout token of the same issuer is no ID token. RFC 8725 §3.11, RFC 9068 §2.1 */
const faultOfType = ({ typ }: JsonObject): Fault =>
  typeof typ === 'string' && /\+jwt$/i.test(typ) ? 'another kind of token' : undefined;

const faultOfSubject = (sub: unknown): Fault =>
  typeof sub === 'string' && sub !== '' && sub.length <= LONGEST_SUB
    ? undefined
    : 'missing, empty or too long';

/** One string, or an array of nothing but strings; anything else is nobody. RFC 7519 §4.1.3 */
const audienceOf = ({ aud }: JsonObject): readonly string[] => {
  if (typeof aud === 'string') return [aud];
  const isList = Array.isArray(aud) && aud.every((one): one is string => typeof one === 'string');
  return isList ? aud : [];
};

/** OIDC Core §3.1.3.7 (3)-(5): among several audiences the token must say that it was made for us. */
const faultOfParty = (claims: JsonObject, clientId: string): Fault => {
  const { azp } = claims;
  if (azp === undefined) {
    return audienceOf(claims).length > 1 ? 'several audiences and no authorized party' : undefined;
  }
  return azp === clientId ? undefined : 'another authorized party';
};

const isNumericDate = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);

const faultOfExpiry = (exp: unknown, now: Seconds): Fault => {
  if (!isNumericDate(exp)) return 'missing or not a number';
  if (exp + CLOCK_SKEW <= now) return EXPIRED;
  return exp > now + LONGEST_LIFETIME ? 'further away than ten years' : undefined;
};

const faultOfIssueTime = (iat: unknown, now: Seconds): Fault => {
  if (!isNumericDate(iat)) return 'missing or not a number';
  return faultOfStart(iat, now);
};

const faultOfStart = (start: unknown, now: Seconds): Fault => {
  if (!isNumericDate(start)) return 'not a number';
  return start > now + CLOCK_SKEW ? TOO_EARLY : undefined;
};

const faultOfNonce = ({ nonce }: JsonObject, expected: string | undefined): Fault =>
  expected === undefined || nonce === expected ? undefined : 'not the one we sent';

const faultOfAuthTime = (authTime: unknown, maxAge: Seconds | undefined, now: Seconds): Fault => {
  if (maxAge === undefined) return undefined;
  if (!isNumericDate(authTime)) return 'missing or not a number';
  return authTime + maxAge + CLOCK_SKEW < now ? TOO_LONG_AGO : undefined;
};

/**
 * Whether the person signed in as strongly as was asked. A server that does not say how is believed:
 * `acr` is voluntary, and the API judges for itself. @see OpenID Connect Core 1.0 §3.1.3.7 (12), RFC 9470 §5
 */
const faultOfContext = (acr: unknown, acrValues: string | undefined): Fault => {
  if (acrValues === undefined || acr === undefined) return undefined;
  const isAsked = typeof acr === 'string' && acrValues.split(' ').includes(acr);
  return isAsked ? undefined : 'another kind of sign-in than was asked for';
};

/** The hash that belongs to the signature's algorithm. @see OpenID Connect Core 1.0 §3.1.3.6 */
const hashOf = (algorithm: string): string => {
  const bits = /(?:256|384|512)$/.exec(algorithm)?.[0];
  return `SHA-${algorithm.startsWith('Ed') ? '512' : (bits ?? '256')}`;
};

const faultOfTokenHash = async (
  { claims, algorithm }: ReadJws,
  accessToken: Secret<'access-token'> | undefined,
): Promise<Fault> => {
  const stated = claims['at_hash'];
  if (stated === undefined || accessToken === undefined) return undefined;
  const bytes = new TextEncoder().encode(accessToken.expose());
  const digest = new Uint8Array(await crypto.subtle.digest(hashOf(algorithm), bytes));
  const leftHalf = digest.subarray(0, digest.length / 2);
  return stated === base64url.encode(leftHalf) ? undefined : 'for another access token';
};

/**
 * The `sub` that an ID token claims, unverified; undefined where it cannot be read. Good for one
 * thing: to refuse at once a reply that names somebody else.
 * @see OIDC Core §12.2
 */
export const claimedSubject = (idToken: Secret<'id-token'>): string | undefined => {
  try {
    const { sub } = readIdToken(idToken).claims;
    return typeof sub === 'string' ? sub : undefined;
  } catch {
    return undefined;
  }
};
