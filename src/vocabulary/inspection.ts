/** Characters that are taken of a text that a person pastes. */
export const LONGEST_PASTED_TEXT = 200_000;

/** What a claim is about: who made it and about whom, for whom, when, what it opens, what proves it. */
export const CLAIM_GROUPS = ['who', 'for-whom', 'when', 'what', 'proof'] as const;
export type ClaimGroup = (typeof CLAIM_GROUPS)[number];

/**
 * `far-future`: after the year 9999 (milliseconds, perhaps?); `out-of-range`: no date can say it; `disclosed`: by
 * the holder of an SD-JWT, and its digest is in the token; `not-in-token`: it is not. RFC 9901 §7.1
 */
export const CLAIM_REMARKS = [
  'far-future',
  'out-of-range',
  'not-a-number',
  'repeated',
  'disclosed',
  'not-in-token',
] as const;
export type ClaimRemark = (typeof CLAIM_REMARKS)[number];

/** What is unusual about a token as a whole. */
export const TOKEN_NOTES = [
  /** `alg` is none: anyone can have written this. RFC 8725 §3.1 */
  'not-signed',
  /** A JWE: only its receiver can read it. RFC 7516 §3.1 */
  'encrypted',
  /** The payload is another JWT; one level is shown. RFC 7519 §5.2 */
  'nested',
  /** The payload is no JSON object. RFC 7519 §7.2 */
  'not-a-claims-set',
  /** A member occurs twice; readers may disagree about it. RFC 7519 §4 */
  'repeated-member',
  /** It ends before its signature, as a paste that was cut off. RFC 7515 §7.1 */
  'cut-off',
  /** White space around the token was left out. RFC 7515 §7.1 knows none */
  'white-space-around',
  /** Its parts end with `=`, which RFC 7515 §2 leaves out. */
  'padded',
  /** An SD-JWT: the holder chooses which of its claims to disclose. RFC 9901 §4 */
  'selective-disclosure',
] as const;
export type TokenNote = (typeof TOKEN_NOTES)[number];

/** Whether a token was valid at an instant, by its own claims. */
export const VALIDITIES = ['valid', 'not-yet-valid', 'expired', 'no-expiry', 'unknown'] as const;
export type Validity = (typeof VALIDITIES)[number];

/**
 * What is known of a signature. `unverified`: no kept key verifies it, which proves nothing, because
 * a server may give an old name to a new key. `refused`: it is not even to be tried.
 */
export const SIGNATURE_KINDS = [
  'verified',
  'forged',
  'no-key',
  'unverified',
  'no-keys-known',
  'not-a-jwt',
  'encrypted',
  'refused',
] as const;
export type SignatureKind = (typeof SIGNATURE_KINDS)[number];

/** Where a key came from. `issuer`: it was asked just now; `kept`: from earlier fetches, nobody was asked. */
export const KEY_ORIGINS = ['issuer', 'kept'] as const;
export type KeyOrigin = (typeof KEY_ORIGINS)[number];

/** Whether the issuer still publishes a key. `unknown`: the newer key set was too large to keep whole. */
export const KEY_STANDINGS = ['published', 'removed', 'unknown'] as const;
export type KeyStanding = (typeof KEY_STANDINGS)[number];

/** How a kept key stood at a chosen moment. */
export const KEY_STATES = ['published', 'not-yet-seen', 'removed', 'not-looked'] as const;
export type KeyState = (typeof KEY_STATES)[number];

/** How a rule about a token came out; `not-checked` where what it must agree with is not known. */
export const CHECK_OUTCOMES = ['passed', 'failed', 'not-checked'] as const;

/** The pieces between the dots of a JWS. @see RFC 7515 §7.1 */
export const JWS_PARTS = ['header', 'payload', 'signature'] as const;
/** The pieces between the dots of a JWE. @see RFC 7516 §7.1 */
export const JWE_PARTS = ['header', 'encrypted-key', 'iv', 'ciphertext', 'tag'] as const;

/** Where in a pasted text a token was. */
export const TOKEN_PLACES = [
  /** It was all there was. */
  'alone',
  /** Broken over lines or with spaces in it; they are left out. */
  'broken',
  /** After `Bearer` or `DPoP`, perhaps in a command line. RFC 6750 §2.1, RFC 9449 §7.1 */
  'authorization-header',
  /** A member of a JSON document, such as a token response. RFC 6749 §5.1 */
  'json-member',
  /** A form or query parameter. RFC 6750 §2.2 and §2.3 */
  'parameter',
  /** Somewhere in other text, recognised by its shape. */
  'text',
] as const;
export type TokenPlace = (typeof TOKEN_PLACES)[number];

/** Who was asked about a token how: RFC 7662, or an interface of the provider's own. */
export const TOKEN_ANSWER_SOURCES = ['introspection', 'token-info'] as const;
export type TokenAnswerSource = (typeof TOKEN_ANSWER_SOURCES)[number];

/** What was wrong with an introspection response that could be used all the same. */
export const INTROSPECTION_WARNINGS = [
  'expired_by_our_clock',
  'exp_malformed',
  'scope_malformed',
  'token_of_another_client',
] as const;
export type IntrospectionWarning = (typeof INTROSPECTION_WARNINGS)[number];
