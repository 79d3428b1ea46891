import { z } from 'zod';

/** What a server's metadata says it offers, as far as a form asks. Its words are foreign text. */
export const serverViewSchema = z.object({
  /** Where clients can register; the host, in punycode. Absent where they cannot. @see RFC 7591 §3 */
  registersAt: z.string().optional(),
  requiresSignedRequests: z.boolean(),
  requiresPushedRequests: z.boolean(),
  /** Absent where the server does not say. @see RFC 9396 §10 */
  detailTypes: z.array(z.string()).optional(),
});
export type ServerView = z.infer<typeof serverViewSchema>;

/** A client as the server has it registered; no secret and no token of it. @see RFC 7591 §2 */
export const registrationViewSchema = z.object({
  clientId: z.string(),
  clientName: z.string(),
  redirectUris: z.array(z.string()),
  grantTypes: z.array(z.string()),
  tokenEndpointAuthMethod: z.string(),
  hasClientSecret: z.boolean(),
  /** Instant in milliseconds; absent where the secret never expires. */
  clientSecretExpiresAt: z.number().optional(),
});
export type RegistrationView = z.infer<typeof registrationViewSchema>;

/** One line of what an authorization detail holds beyond the common members, indented by `depth`. */
const detailLineSchema = z.object({ depth: z.number(), name: z.string(), text: z.string() });

/** One structured permission. @see RFC 9396 §2 */
export const detailViewSchema = z.object({
  type: z.string(),
  actions: z.array(z.string()),
  locations: z.array(z.string()),
  datatypes: z.array(z.string()),
  privileges: z.array(z.string()),
  identifier: z.string().optional(),
  rest: z.array(detailLineSchema),
});
export type DetailView = z.infer<typeof detailViewSchema>;

/** What was asked for and what was granted, apart. @see RFC 9396 §7 */
export const detailsViewSchema = z.object({
  /** Asked for, and not granted as it was asked for. */
  withheld: z.array(detailViewSchema),
  /** Absent where the server does not say what it granted. */
  granted: z.array(detailViewSchema.extend({ wasAsked: z.boolean() })).optional(),
});
export type DetailsView = z.infer<typeof detailsViewSchema>;
