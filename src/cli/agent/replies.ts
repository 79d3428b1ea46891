import * as z from 'zod/mini';

/** A login as the agent lists it to programs: who and where, never a token. */
export const connectionSchema = z.object({
  id: z.string(),
  name: z.string(),
  account: z.optional(z.string()),
  issuer: z.string(),
  client_id: z.optional(z.string()),
  scope: z.optional(z.string()),
  state: z.string(),
  /** Seconds since the epoch. */
  expires_at: z.optional(z.number()),
});
export type Connection = Readonly<z.infer<typeof connectionSchema>>;

export const connectionsSchema = z.object({ connections: z.array(connectionSchema) });

export const statusSchema = z.object({
  version: z.string(),
  locked: z.boolean(),
  connections: z.number(),
  protocol: z.number(),
});
export type AgentStatus = Readonly<z.infer<typeof statusSchema>>;

/** RFC 6749 appendix A.12: 1*VSCHAR. A line feed in a token would be a second line of whatever it is put into. */
const accessToken = z.string().check(z.regex(/^[\x20-\x7e]+$/));

/** @see RFC 6749 §5.1 */
export const tokenSchema = z.object({
  access_token: accessToken,
  token_type: z.string(),
  /** Seconds since the epoch. */
  expires_at: z.optional(z.number()),
  scope: z.optional(z.string()),
  connection: z.string(),
  issuer: z.string(),
});
export type Token = Readonly<z.infer<typeof tokenSchema>>;

export const useSchema = z.object({
  path: z.string(),
  expires_at: z.optional(z.number()),
});
export type Use = z.infer<typeof useSchema>;

export const signInSchema = z.object({
  id: z.string(),
  state: z.string(),
  user_code: z.optional(z.string()),
  verification_uri: z.optional(z.string()),
  /** Only where the agent has no browser. */
  authorization_url: z.optional(z.string()),
  connection: z.optional(z.string()),
  failure: z.optional(z.object({ code: z.string(), title: z.optional(z.string()) })),
});
export type SignIn = Readonly<z.infer<typeof signInSchema>>;

export const redirectSchema = z.object({ verdict: z.string() });

export const revocationSchema = z.object({ outcome: z.string() });

const claimSchema = z.object({ name: z.string(), text: z.string() });
const checkSchema = z.object({
  name: z.string(),
  outcome: z.string(),
  why: z.optional(z.string()),
});

/** What is printed of an inspection; `--json` prints all of it. */
export const inspectionSchema = z.looseObject({
  format: z.string(),
  notes: z.array(z.string()),
  header: z.array(claimSchema),
  claims: z.array(claimSchema),
  signature: z.object({ kind: z.string(), why: z.optional(z.string()) }),
  validity: z.string(),
  accessTokenChecks: z.array(checkSchema),
});
export type Inspection = Readonly<z.infer<typeof inspectionSchema>>;

/** @see RFC 9457 §3 */
export const problemSchema = z.object({
  title: z.optional(z.string()),
  detail: z.optional(z.string()),
  code: z.string(),
  next: z.optional(z.string()),
  candidates: z.optional(z.array(z.object({ id: z.string(), name: z.string() }))),
  /** Seconds. */
  retry_after: z.optional(z.number()),
});
