import { z } from 'zod';
import { TOKEN_FORMATS } from '../vocabulary/oauth.ts';
import { failureSchema, instant, type View } from './command.ts';

/** What a claim's name means; `group` is the heading it stands under. */
export const meaningViewSchema = z.object({
  group: z.enum(['who', 'for-whom', 'when', 'what', 'proof']),
  sentence: z.string(),
  source: z.string(),
  /** From memory, not read in that source. */
  isRecalled: z.boolean(),
});

/** One claim as text. `instant` is set for NumericDate claims that fit a date. @see RFC 7519 §4.1 */
export const claimViewSchema = z.object({
  name: z.string(),
  /** JSON text of the value, controls escaped, clipped to 4 kB. */
  text: z.string(),
  instant: instant.optional(),
  /** What is odd about the value, in one closed word. */
  remark: z.enum(['far-future', 'out-of-range', 'not-a-number', 'repeated']).optional(),
  clipped: z.boolean(),
  meaning: meaningViewSchema.optional(),
});
export type ClaimView = View<typeof claimViewSchema>;

/** One rule about a token and how it came out. */
export const tokenCheckViewSchema = z.object({
  name: z.string(),
  outcome: z.enum(['passed', 'failed', 'not-checked']),
  why: z.string().optional(),
});
export type TokenCheckView = View<typeof tokenCheckViewSchema>;

/** What is known of a signature, and the key it was verified with. Instants in milliseconds. */
export const signatureViewSchema = z.object({
  kind: z.enum([
    'verified',
    'forged',
    'no-key',
    'unverified',
    'no-keys-known',
    'not-a-jwt',
    'encrypted',
    'refused',
  ]),
  why: z.string().optional(),
  /** A kept key of that name is another key. */
  hasSameKid: z.boolean().optional(),
  key: z
    .object({
      kid: z.string().optional(),
      from: z.enum(['issuer', 'kept']),
      standing: z.enum(['published', 'removed', 'unknown']),
      firstSeen: z.number().optional(),
      lastSeen: z.number().optional(),
      isIssuedAfterRemoval: z.boolean(),
    })
    .optional(),
});
export type SignatureView = View<typeof signatureViewSchema>;

/** A key of the issuer that is kept here, and how it stood at the chosen moment. */
export const keyAtMomentViewSchema = z.object({
  kid: z.string().optional(),
  algorithms: z.array(z.string()),
  firstSeen: z.number(),
  lastSeen: z.number(),
  state: z.enum(['published', 'not-yet-seen', 'removed', 'not-looked']),
});
export type KeyAtMomentView = View<typeof keyAtMomentViewSchema>;

/** One of the pieces between the dots; what makes a token of ours work has no text here. */
export const tokenPartViewSchema = z.object({
  name: z.enum(['header', 'payload', 'signature', 'encrypted-key', 'iv', 'ciphertext', 'tag']),
  text: z.string().optional(),
  length: z.number(),
});
export type TokenPartView = View<typeof tokenPartViewSchema>;

/** Where in a pasted text the token was, and what other tokens lay beside it, by name. */
export const foundTokenViewSchema = z.object({
  place: z.enum(['alone', 'broken', 'authorization-header', 'json-member', 'parameter', 'text']),
  name: z.string().optional(),
  others: z.array(z.string()),
});
export type FoundTokenView = View<typeof foundTokenViewSchema>;

/** All that can be said of a token, every rule with its outcome. */
export const inspectionViewSchema = z.object({
  format: z.enum(TOKEN_FORMATS),
  notes: z.array(z.string()),
  header: z.array(claimViewSchema),
  claims: z.array(claimViewSchema),
  signature: signatureViewSchema,
  /** The issuer's keys that are kept here. */
  keysAtMoment: z.array(keyAtMomentViewSchema),
  validity: z.enum(['valid', 'not-yet-valid', 'expired', 'no-expiry', 'unknown']),
  accessTokenChecks: z.array(tokenCheckViewSchema),
  idTokenChecks: z.array(tokenCheckViewSchema),
  parts: z.array(tokenPartViewSchema),
  /** Absent for a connection's own token. */
  found: foundTokenViewSchema.optional(),
  /** A connection at the issuer that a pasted token names. */
  comparedWith: z.object({ label: z.string(), host: z.string() }).optional(),
  /** Why the issuer's keys are not known, where they were asked for. */
  keysFailure: failureSchema.optional(),
});
export type InspectionView = View<typeof inspectionViewSchema>;

/** What the authorization server says of an access token. @see RFC 7662 §2.2 */
export const introspectionViewSchema = z.object({
  /** Who was asked how: RFC 7662, or an interface of the provider's own. */
  source: z.enum(['introspection', 'token-info']),
  active: z.boolean(),
  activeByServer: z.boolean(),
  members: z.array(claimViewSchema),
  warnings: z.array(z.string()),
});
export type IntrospectionView = View<typeof introspectionViewSchema>;
