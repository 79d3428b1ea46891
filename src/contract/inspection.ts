import { z } from 'zod';
import {
  CHECK_OUTCOMES,
  CLAIM_GROUPS,
  CLAIM_REMARKS,
  INTROSPECTION_WARNINGS,
  JWE_PARTS,
  JWS_PARTS,
  KEY_ORIGINS,
  KEY_STANDINGS,
  KEY_STATES,
  SIGNATURE_KINDS,
  TOKEN_ANSWER_SOURCES,
  TOKEN_NOTES,
  TOKEN_PLACES,
  VALIDITIES,
} from '../vocabulary/inspection.ts';
import { TOKEN_FORMATS } from '../vocabulary/oauth.ts';
import { failureSchema, instant, type View } from './command.ts';

/** What a claim's name means; `group` is the heading it stands under. */
export const meaningViewSchema = z.object({
  group: z.enum(CLAIM_GROUPS),
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
  remark: z.enum(CLAIM_REMARKS).optional(),
  clipped: z.boolean(),
  meaning: meaningViewSchema.optional(),
});
export type ClaimView = View<typeof claimViewSchema>;

/** One rule about a token and how it came out; `why` says in one phrase what is wrong or missing. */
export const tokenCheckViewSchema = z.object({
  name: z.string(),
  outcome: z.enum(CHECK_OUTCOMES),
  why: z.string().optional(),
});
export type TokenCheckView = View<typeof tokenCheckViewSchema>;

/** What is known of a signature, and the key it was verified with. Instants in milliseconds. */
export const signatureViewSchema = z.object({
  kind: z.enum(SIGNATURE_KINDS),
  why: z.string().optional(),
  /** A kept key of that name is another key. */
  hasSameKid: z.boolean().optional(),
  key: z
    .object({
      kid: z.string().optional(),
      from: z.enum(KEY_ORIGINS),
      standing: z.enum(KEY_STANDINGS),
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
  state: z.enum(KEY_STATES),
});
export type KeyAtMomentView = View<typeof keyAtMomentViewSchema>;

/** One of the pieces between the dots; what makes a token of ours work has no text here. */
export const tokenPartViewSchema = z.object({
  name: z.enum([...JWS_PARTS, ...JWE_PARTS]),
  text: z.string().optional(),
  length: z.number(),
});
export type TokenPartView = View<typeof tokenPartViewSchema>;

/** Where in a pasted text the token was, and what other tokens lay beside it, by name. */
export const foundTokenViewSchema = z.object({
  place: z.enum(TOKEN_PLACES),
  name: z.string().optional(),
  others: z.array(z.string()),
});
export type FoundTokenView = View<typeof foundTokenViewSchema>;

/** All that can be said of a token, every rule with its outcome. */
export const inspectionViewSchema = z.object({
  format: z.enum(TOKEN_FORMATS),
  notes: z.array(z.enum(TOKEN_NOTES)),
  header: z.array(claimViewSchema),
  claims: z.array(claimViewSchema),
  signature: signatureViewSchema,
  /** The issuer's keys that are kept here. */
  keysAtMoment: z.array(keyAtMomentViewSchema),
  validity: z.enum(VALIDITIES),
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
  source: z.enum(TOKEN_ANSWER_SOURCES),
  active: z.boolean(),
  activeByServer: z.boolean(),
  members: z.array(claimViewSchema),
  warnings: z.array(z.enum(INTROSPECTION_WARNINGS)),
});
export type IntrospectionView = View<typeof introspectionViewSchema>;
