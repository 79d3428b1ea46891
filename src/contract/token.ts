import { z } from 'zod';
import { COPY_FORMATS, PROOF_METHODS, SHORTFALLS } from '../vocabulary/hand-out.ts';
import { LONGEST_PASTED_TEXT } from '../vocabulary/inspection.ts';
import { TOKEN_FORMATS, TOKEN_TYPES } from '../vocabulary/oauth.ts';
import { TOKEN_WARNINGS } from '../vocabulary/warning.ts';
import {
  type CommandShape,
  LARGEST_PASTED_INPUT,
  RENDERER,
  connectionIdSchema,
  instant,
  type View,
} from './command.ts';
import { claimViewSchema, inspectionViewSchema, introspectionViewSchema } from './inspection.ts';

/** The access token in memory for a connection's whole scope, without the token. Instants in ms. */
export const tokenSummarySchema = z.object({
  obtainedAt: instant,
  expiresAt: instant,
  /** Seconds. */
  lifetime: z.number(),
  lifetimeAssumed: z.boolean(),
  /** What was odd about the reply that brought it. */
  warnings: z.array(z.enum(TOKEN_WARNINGS)),
});
export type TokenSummary = View<typeof tokenSummarySchema>;

export const tokenViewSchema = tokenSummarySchema.extend({
  connectionId: connectionIdSchema,
  scope: z.array(z.string()),
  tokenType: z.enum(TOKEN_TYPES),
  format: z.enum(TOKEN_FORMATS),
  header: z.array(claimViewSchema),
  claims: z.array(claimViewSchema),
});
export type TokenView = View<typeof tokenViewSchema>;

/** What is known of a token that is on the clipboard now, and of what was promised. */
const copiedViewSchema = z.object({
  /** When the token ends by itself; milliseconds. */
  expiresAt: z.number(),
  /** Seconds. */
  lifetime: z.number(),
  lifetimeAssumed: z.boolean(),
  /** Seconds until the clipboard is cleared. */
  clearAfter: z.number(),
  /** Why the token lives for less than `promised`. */
  because: z.enum(SHORTFALLS).optional(),
  /** Minutes that copied tokens are to live at least. */
  promised: z.number(),
});
export type CopiedView = View<typeof copiedViewSchema>;

/** The value of a `DPoP-Nonce` header field: `1*NQCHAR`. @see RFC 9449 §8.1 */
const dpopNonceSchema = z
  .string()
  .max(1000)
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/);

const wanted = {
  connectionId: connectionIdSchema,
  /** Fewer scope tokens than granted; all of them where absent. */
  scope: z.array(z.string().max(400)).max(200).optional(),
};

/** Commands about access tokens. None returns a refresh token. */
export const tokenCommands = {
  /** A fresh token is made if need be; what comes back describes it and does not hold it. */
  'token.inspect': { input: z.strictObject(wanted), output: tokenViewSchema, surface: RENDERER },
  'token.refresh': { input: z.strictObject(wanted), output: tokenViewSchema, surface: RENDERER },
  'token.copy': {
    input: z.strictObject({ ...wanted, format: z.enum(COPY_FORMATS) }),
    output: copiedViewSchema,
    surface: RENDERER,
  },
  /** Copies the header lines, or a `curl` line, for one request with a bound token. @see RFC 9449 §7.1 */
  'token.prove': {
    input: z.strictObject({
      connectionId: connectionIdSchema,
      method: z.enum(PROOF_METHODS),
      url: z.string().max(2000),
      nonce: dpopNonceSchema.optional(),
      form: z.enum(['headers', 'curl']),
    }),
    output: copiedViewSchema,
    surface: RENDERER,
  },
  /** The one command that shows an access token: an explicit action, one token, rate limited. */
  'token.reveal': {
    input: z.strictObject(wanted),
    output: z.object({ accessToken: z.string(), expiresAt: z.number() }),
    surface: RENDERER,
  },
  /**
   * Everything about a token: a connection's, or the one in a pasted text. `askIssuer` lets the
   * issuer it names be asked for its keys: a person's action, because a pasted token may name anybody.
   */
  'token.examine': {
    input: z.strictObject({
      text: z.string().max(LONGEST_PASTED_TEXT).optional(),
      connectionId: connectionIdSchema.optional(),
      /** Milliseconds; now where absent. */
      at: z.number().optional(),
      askIssuer: z.boolean(),
    }),
    output: inspectionViewSchema,
    surface: RENDERER,
    largestInput: LARGEST_PASTED_INPUT,
  },
  /** Shows a pasted token to the server of a connection, and to no other. @see RFC 7662 §2.1 */
  'token.introspect': {
    input: z.strictObject({
      text: z.string().min(1).max(LONGEST_PASTED_TEXT),
      connectionId: connectionIdSchema,
    }),
    output: introspectionViewSchema,
    surface: RENDERER,
    largestInput: LARGEST_PASTED_INPUT,
  },
} as const satisfies Record<string, CommandShape>;
