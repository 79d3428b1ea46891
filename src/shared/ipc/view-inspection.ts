import { z } from 'zod';
import { claimViewSchema } from './view.ts';
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
  /** Who was asked how: RFC 7662, or an interface of the provider's own. */
  source: z.enum(['introspection', 'token-info']),
  active: z.boolean(),
  activeByServer: z.boolean(),
  members: z.array(z.object({ name: z.string(), text: z.string() })),
  warnings: z.array(z.string()),
});
export type IntrospectionView = z.infer<typeof introspectionViewSchema>;
