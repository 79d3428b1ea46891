import type { TokenCheckView } from '../../../contract/inspection.ts';
import type { Validity } from '../../../vocabulary/inspection.ts';
import type { EpochMs } from '../../../vocabulary/instant.ts';
import { isValetKeyError } from '../../fault/valet-key-error.ts';
import { endpointRefusal, parseIssuer, type HostPolicy, type Issuer } from '../../model/issuer.ts';
import type { SeenKeySet } from '../../model/seen-keys.ts';
import type { ServerMetadata } from '../../model/server-metadata.ts';
import type { Secret } from '../../secret/secret.ts';
import { checkAccessTokenProfile, checked, notChecked } from './access-token-profile.ts';
import {
  meaningOfClaim,
  meaningOfHeader,
  type ClaimMeaning,
} from '../../catalogue/claims/claim-meaning.ts';
import { describeToken, type ClaimDescription, type TokenDescription } from './claims.ts';
import { disclosedClaims, issuerSignedJwt } from './disclosures.ts';
import { idTokenChecks, type IdTokenCheck } from './id-token.ts';
import type { KeySet } from './jwks.ts';
import { readJws, type ReadJws } from './jws.ts';
import {
  findSignature,
  keysAt,
  type KeyAtMoment,
  type SignatureFinding,
} from './signature-finding.ts';

/** A claim with what its name means, where we know it. */
export interface ExplainedClaim extends ClaimDescription {
  readonly meaning?: ClaimMeaning;
}

/** What an inspector may know besides the token; each unknown leaves its checks unmade. */
export interface InspectionRequest {
  readonly text: string;
  /** The moment everything is judged for: now, or one a person chose. */
  readonly now: EpochMs;
  /** The issuer's keys, where it was asked just now. */
  readonly keys?: KeySet;
  /** Its keys as they were seen before, oldest first. */
  readonly keptKeys?: readonly SeenKeySet[];
  readonly metadata?: ServerMetadata;
  readonly clientId?: string;
  readonly nonce?: string;
  readonly accessToken?: Secret<'access-token'>;
  /** The resource a token should be for. */
  readonly audience?: string;
}

/** All that can be said of a token, every rule with its outcome. */
export interface Inspection {
  readonly format: TokenDescription['format'];
  readonly notes: TokenDescription['notes'];
  readonly header: readonly ExplainedClaim[];
  readonly claims: readonly ExplainedClaim[];
  readonly signature: SignatureFinding;
  /** The issuer's kept keys as they stood at that moment. */
  readonly keysAtMoment: readonly KeyAtMoment[];
  readonly validity: Validity;
  /** Against the profile for JWT access tokens; empty for what is no JWT. RFC 9068 §2 */
  readonly accessTokenChecks: readonly TokenCheckView[];
  /** Against the rules for ID tokens; empty for what is no JWT. OIDC Core §3.1.3.7 */
  readonly idTokenChecks: readonly TokenCheckView[];
}

/**
 * Inspects any text as a token, with or without an account: nothing in it is trusted or followed,
 * and nothing is fetched but what `keys` may fetch again. Fails only with a network code from there.
 * @see RFC 7519 §7.2, RFC 9068 §4, OpenID Connect Core 1.0 §3.1.3.7
 */
export const inspectToken = async (request: InspectionRequest): Promise<Inspection> => {
  const description = describeToken(request.text);
  const { format, notes } = description;
  const text = request.text.trim();
  const jws = tryReading(issuerSignedJwt(text));
  const disclosed = await disclosedClaims(text);
  const { keptKeys = [] } = request;
  return {
    format,
    notes,
    // Read above without these: whatever the holder adds decides nothing.
    ...explain({ ...description, claims: [...description.claims, ...disclosed] }),
    signature: await signatureOf(jws, description, request),
    keysAtMoment: format === 'jwt' ? keysAt(keptKeys, request.now) : [],
    validity: validityAt(description, request.now),
    accessTokenChecks: format === 'jwt' ? checksOfAccessToken(description, request) : [],
    idTokenChecks: format === 'jwt' ? await checksOfIdToken(jws, request) : [],
  };
};

/** Header and claims with what their names mean. @see RFC 7519 §4, RFC 7515 §4 */
export const explain = ({
  header,
  claims,
}: Pick<TokenDescription, 'header' | 'claims'>): Pick<Inspection, 'header' | 'claims'> => {
  const issuer = statedText(claims, 'iss') ?? '';
  return {
    header: header.map((one) => explained(one, meaningOfHeader(one.name))),
    claims: claims.map((one) => explained(one, meaningOfClaim(one.name, issuer))),
  };
};

/**
 * Whether a token held at `at`, by its own `nbf`, `iat` and `exp` and without any allowance for
 * clocks. `unknown` for what has no readable claims. @see RFC 7519 §4.1.4 and §4.1.5
 */
export const validityAt = ({ claims }: TokenDescription, at: EpochMs): Validity => {
  if (claims.length === 0) return 'unknown';
  const instants = (['nbf', 'iat', 'exp'] as const).map((name) => instantOf(claims, name));
  if (instants.includes('unreadable')) return 'unknown';
  const [nbf, iat, exp] = instants.map((instant) =>
    instant === 'unreadable' ? undefined : instant,
  );
  if (exp !== undefined && at >= exp) return 'expired';
  if (at < (nbf ?? iat ?? -Infinity)) return 'not-yet-valid';
  return exp === undefined ? 'no-expiry' : 'valid';
};

/** The issuer a token names, where it names one we would ask at all. @see RFC 7519 §4.1.1 */
export const issuerOfToken = (text: string, policy: HostPolicy): Issuer | undefined => {
  const stated = statedText(describeToken(text).claims, 'iss');
  try {
    if (stated === undefined) return undefined;
    const issuer = parseIssuer(stated, policy);
    // Whoever made the token chose this address, unlike one that a person types.
    return endpointRefusal(new URL(issuer), policy) === undefined ? issuer : undefined;
  } catch {
    return undefined;
  }
};

/** Whom a token says it is for. @see RFC 7519 §4.1.3 */
export const audienceOfToken = (text: string): readonly string[] => {
  const aud = statedValue(describeToken(text).claims, 'aud');
  const list: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  return list.filter((one) => typeof one === 'string');
};

const statedText = (claims: readonly ClaimDescription[], name: string): string | undefined => {
  const value = statedValue(claims, name);
  return typeof value === 'string' ? value : undefined;
};

const statedValue = (claims: readonly ClaimDescription[], name: string): unknown => {
  try {
    return JSON.parse(claims.find((claim) => claim.name === name)?.text ?? '');
  } catch {
    return undefined;
  }
};

const explained = (claim: ClaimDescription, meaning: ClaimMeaning | undefined): ExplainedClaim =>
  meaning === undefined ? claim : { ...claim, meaning };

/** The token as its receiver would read it, or why no receiver would. */
const tryReading = (text: string): ReadJws | string => {
  try {
    return readJws(text);
  } catch (thrown) {
    return isValetKeyError(thrown) ? String(thrown.fields['why']) : 'is not a JWT';
  }
};

const signatureOf = async (
  jws: ReadJws | string,
  { format }: TokenDescription,
  { keys, keptKeys }: InspectionRequest,
): Promise<SignatureFinding> => {
  if (format === 'jwe') return { kind: 'encrypted' };
  if (format === 'opaque') return { kind: 'not-a-jwt' };
  if (typeof jws === 'string') return { kind: 'refused', why: jws };
  return findSignature(jws, { asked: keys, kept: keptKeys });
};

type Instant = number | undefined | 'unreadable';

const instantOf = (claims: readonly ClaimDescription[], name: string): Instant => {
  const found = claims.filter((claim) => claim.name === name);
  const [claim] = found;
  if (claim === undefined) return undefined;
  if (found.length > 1) return 'unreadable';
  if (claim.instant !== undefined) return claim.instant;
  return claim.remark === 'out-of-range' ? Number(claim.text) * 1000 : 'unreadable';
};

const checksOfAccessToken = (
  description: TokenDescription,
  { now, metadata, audience }: InspectionRequest,
): readonly TokenCheckView[] =>
  checkAccessTokenProfile(description, {
    ...(metadata === undefined ? {} : { issuer: metadata.issuer }),
    ...(audience === undefined ? {} : { audience }),
    validity: validityAt(description, now),
  });

/** Which fact each check needs; without it the check says nothing. */
const NEEDS: Partial<Record<IdTokenCheck['name'], (request: InspectionRequest) => unknown>> = {
  alg: ({ metadata }) => metadata,
  iss: ({ metadata }) => metadata,
  aud: ({ clientId }) => clientId,
  azp: ({ clientId }) => clientId,
  nonce: ({ nonce }) => nonce,
  auth_time: () => undefined,
  acr: () => undefined,
  at_hash: ({ accessToken }) => accessToken,
};

const NOBODY = { issuer: '' };

const checksOfIdToken = async (
  jws: ReadJws | string,
  request: InspectionRequest,
): Promise<readonly TokenCheckView[]> => {
  if (typeof jws === 'string') return [checked('format', jws)];
  const { metadata = NOBODY, clientId = '' } = request;
  const checks = await idTokenChecks(jws, { ...request, metadata, clientId });
  return checks.map(({ name, why }) => {
    const needed = NEEDS[name];
    return needed !== undefined && needed(request) === undefined
      ? notChecked(name, 'nothing to compare with')
      : checked(name, why);
  });
};
