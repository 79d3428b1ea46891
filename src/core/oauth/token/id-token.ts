import type { EpochMs, Seconds } from '../../../vocabulary/instant.ts';
import { foreignText } from '../../fault/foreign-text.ts';
import { ValetKeyError } from '../../fault/valet-key-error.ts';
import type { Subject } from '../../model/connection.ts';
import type { ServerMetadata } from '../../model/server-metadata.ts';
import type { Secret } from '../../secret/secret.ts';
import { idTokenChecks, type IdTokenCheck, type IdTokenExpectation } from './id-token-checks.ts';
import type { KeySet } from './jwks.ts';
import { readJws, verifySignature, type ReadJws } from './jws.ts';
import type { JsonObject } from '../exchange/read-body.ts';

export { CLOCK_SKEW, type IdTokenCheck, type IdTokenExpectation } from './id-token-checks.ts';

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
}

/** An ID token that passed every check. */
export interface VerifiedIdToken {
  readonly claims: JsonObject;
  readonly subject: Subject;
  readonly checks: readonly IdTokenCheck[];
}

/**
 * Says who signed in, after every check an ID token must pass; one failure refuses the whole.
 *
 * Fails with VK_ID_TOKEN_INVALID (fields `check` and `why`), or with what fetching keys again fails with.
 * @see OpenID Connect Core 1.0 §3.1.3.7, RFC 8725 §3
 */
export const verifyIdToken = async (request: IdTokenToVerify): Promise<VerifiedIdToken> => {
  const jws = readJws(request.idToken.expose());
  const checks = await checkIdToken(jws, request, request.keys);
  const failed = checks.find(({ passed }) => !passed);
  if (failed !== undefined) {
    throw new ValetKeyError('VK_ID_TOKEN_INVALID', {
      fields: { check: failed.name, why: foreignText(failed.why ?? '') },
    });
  }
  return { claims: jws.claims, subject: subjectOf(jws.claims), checks };
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
