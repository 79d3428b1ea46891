import { z } from 'zod';
import { claimViewSchema, connectionIdSchema, connectionViewSchema } from './view.ts';
import { failureSchema } from './reply.ts';

const meaning = z.object({ sentence: z.string(), source: z.string() });
const explainedClaim = claimViewSchema.extend({ meaning: meaning.optional() });

/** One rule about a token and how it came out. */
export const tokenCheckViewSchema = z.object({
  name: z.string(),
  outcome: z.enum(['passed', 'failed', 'not-checked']),
  why: z.string().optional(),
});
export type TokenCheckView = z.infer<typeof tokenCheckViewSchema>;

/** All that can be said of a token, every rule with its outcome. */
export const inspectionViewSchema = z.object({
  format: z.enum(['jwt', 'jwe', 'opaque']),
  notes: z.array(z.string()),
  header: z.array(explainedClaim),
  claims: z.array(explainedClaim),
  signature: z.object({ kind: z.string(), why: z.string().optional() }),
  validity: z.enum(['valid', 'not-yet-valid', 'expired', 'no-expiry', 'unknown']),
  accessTokenChecks: z.array(tokenCheckViewSchema),
  idTokenChecks: z.array(tokenCheckViewSchema),
  /** Why the issuer's keys are not known, where they were asked for. */
  keysFailure: failureSchema.optional(),
});
export type InspectionView = z.infer<typeof inspectionViewSchema>;

/** What the authorization server says of an access token. @see RFC 7662 §2.2 */
export const introspectionViewSchema = z.object({
  active: z.boolean(),
  activeByServer: z.boolean(),
  members: z.array(z.object({ name: z.string(), text: z.string() })),
  warnings: z.array(z.string()),
});
export type IntrospectionView = z.infer<typeof introspectionViewSchema>;

/** What was found out after a revocation. `worksOfflineUntil` in milliseconds. */
export const revocationProofViewSchema = z.object({
  method: z.enum(['introspection', 'userinfo', 'refresh', 'none']),
  outcome: z.enum(['dead', 'alive', 'unknown']),
  worksOfflineUntil: z.number().optional(),
});
export type RevocationProofView = z.infer<typeof revocationProofViewSchema>;

export const revocationViewSchema = connectionViewSchema.extend({
  proof: revocationProofViewSchema,
});
export type RevocationView = z.infer<typeof revocationViewSchema>;

/** One row of "revoke everything". */
export const panicRowSchema = z.object({
  connectionId: connectionIdSchema,
  label: z.string(),
  host: z.string(),
  outcome: z.enum(['revoked', 'failed', 'unsupported']),
  proof: revocationProofViewSchema.optional(),
  failure: failureSchema.optional(),
});
export type PanicRow = z.infer<typeof panicRowSchema>;
