import { z } from 'zod';
import { TOKEN_FORMATS } from '../vocabulary/oauth.ts';
import {
  EFFECTS,
  REVOCATION_BLOCKS,
  REVOCATION_CHECKS,
  REVOCATION_OUTCOMES,
  REVOCATION_PARTS,
  REVOKE_ALL_OUTCOMES,
} from '../vocabulary/revocation.ts';
import {
  type CommandShape,
  RENDERER,
  connectionIdSchema,
  failureSchema,
  instant,
  nothing,
  type View,
} from './command.ts';
import { connectionViewSchema } from './connection.ts';

/** How much of a login is ended. */
export const revocationWhatSchema = z.enum(REVOCATION_PARTS);

const effect = z.enum(EFFECTS);

/** What becomes of each part of a login. */
const effectsSchema = z.object({
  /** Access tokens in memory. */
  tokens: effect,
  /** Access tokens that left the program earlier. */
  copies: effect,
  refreshToken: effect,
  consent: effect,
  /** Other connections of the same client and person at this server. */
  others: effect,
});
export type Effects = View<typeof effectsSchema>;

/** What stops working with one choice. Instants in milliseconds. @see RFC 7009 §2.1 */
export const blastRadiusViewSchema = z.object({
  what: revocationWhatSchema,
  effects: effectsSchema,
  /** Access tokens in memory, without the tokens. */
  tokens: z.array(
    z.object({
      scope: z.array(z.string()),
      expiresAt: instant,
      format: z.enum(TOKEN_FORMATS),
    }),
  ),
  hasRefreshToken: z.boolean(),
  /** Hand-outs of the last day. */
  handOuts: z.array(z.object({ format: z.string(), count: z.number(), lastAt: instant })),
  /** When the last token that left the program expires. */
  handedOutUntil: instant.optional(),
  /** A JWT works until then for whoever checks it offline. @see RFC 9068 §5 */
  worksOfflineUntil: instant.optional(),
  /** Logins of the same client and person; not `certain` where the server never said who it was. */
  others: z.array(z.object({ id: connectionIdSchema, label: z.string(), certain: z.boolean() })),
});
export type BlastRadiusView = View<typeof blastRadiusViewSchema>;

/** What can be ended and what that takes along; no choices where it is blocked. */
export const revocationPreviewSchema = z.object({
  block: z.enum(REVOCATION_BLOCKS).optional(),
  /** The first is what is done unless another is chosen. */
  choices: z.array(blastRadiusViewSchema),
});
export type RevocationPreview = View<typeof revocationPreviewSchema>;

/** What became of a revoked grant, as far as anybody can find out. */
export const revocationProofSchema = z.object({
  /**
   * How it was found out; `none` where the server offers no way, `nothing-held` where there was no
   * token here to revoke and nothing was sent.
   */
  method: z.enum(REVOCATION_CHECKS),
  outcome: z.enum(REVOCATION_OUTCOMES),
  /** A JWT is accepted by whoever checks it offline until then; nobody can take that back. @see RFC 9068 §5 */
  worksOfflineUntil: instant.optional(),
});
export type RevocationProof = View<typeof revocationProofSchema>;

export const revocationViewSchema = connectionViewSchema.extend({
  what: revocationWhatSchema,
  proof: revocationProofSchema,
});

/** One row of "revoke everything". */
export const revokeAllRowSchema = z.object({
  connectionId: connectionIdSchema,
  label: z.string(),
  host: z.string(),
  outcome: z.enum(REVOKE_ALL_OUTCOMES),
  block: z.enum(REVOCATION_BLOCKS).optional(),
  proof: revocationProofSchema.optional(),
  failure: failureSchema.optional(),
  /** The provider's own page, which `connection.open-grants-page` opens. */
  grantsPage: z.string().optional(),
});
export type RevokeAllRow = View<typeof revokeAllRowSchema>;

/** "Revoke everything" as far as it has come; no rows before it has been started. */
export const revokeAllViewSchema = z.object({
  isRunning: z.boolean(),
  rows: z.array(revokeAllRowSchema),
});
export type RevokeAllView = View<typeof revokeAllViewSchema>;

const one = { connectionId: connectionIdSchema };

/** Commands that end logins at their servers; `connection.forget` is what removes them here. */
export const revocationCommands = {
  /** What would stop working, for each part that this server tells apart. Asks nobody. */
  'connection.revocation-preview': {
    input: z.strictObject(one),
    output: revocationPreviewSchema,
    surface: RENDERER,
  },
  /** All of the grant unless a part is named. The record stays. @see RFC 7009 */
  'connection.revoke': {
    input: z.strictObject({ ...one, what: revocationWhatSchema.optional() }),
    output: revocationViewSchema,
    surface: RENDERER,
  },
  /** Begins to revoke every connection, several at a time; `revocation.changed` follows each step. */
  'connection.revoke-all': { input: nothing, output: revokeAllViewSchema, surface: RENDERER },
  'connection.revoke-all-status': {
    input: nothing,
    output: revokeAllViewSchema,
    surface: RENDERER,
  },
  /** What has not been sent is not sent. */
  'connection.revoke-all-cancel': {
    input: nothing,
    output: revokeAllViewSchema,
    surface: RENDERER,
  },
  /** Opens the provider's own page of grants in the person's browser. */
  'connection.open-grants-page': { input: z.strictObject(one), output: nothing, surface: RENDERER },
  /** Ends the person's session at the server, in their browser. Revokes no token. */
  'connection.end-session': { input: z.strictObject(one), output: nothing, surface: RENDERER },
} as const satisfies Record<string, CommandShape>;
