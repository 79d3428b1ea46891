import { z } from 'zod';
import { nothing, RENDERER, type CommandShape } from './command-shape.ts';
import { connectionIdSchema } from './view.ts';
import {
  revokeAllViewSchema,
  revocationPreviewSchema,
  revocationViewSchema,
  revocationWhatSchema,
} from './view-revocation.ts';

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
  /** Begins to revoke every connection, several at a time; `revocation.changed` tells of each step. */
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
