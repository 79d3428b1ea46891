import { z } from 'zod';

/** What a run of the program under fire tells its parent. */
export const toParentSchema = z.discriminatedUnion('kind', [
  /** The keychain is ready and refreshing begins. */
  z.object({ kind: z.literal('running') }),
  /** The process that holds the keychain now. */
  z.object({ kind: z.literal('host'), pid: z.number() }),
  /** A request to the token endpoint, which lives in the parent and so survives every kill. */
  z.object({ kind: z.literal('send'), refreshToken: z.string() }),
  /** A refresh is complete. */
  z.object({ kind: z.literal('served') }),
  /** A refresh failed. */
  z.object({ kind: z.literal('failed'), code: z.string() }),
]);
export type ToParent = z.infer<typeof toParentSchema>;

/** The token endpoint's answer. */
export const toRunSchema = z.object({
  revoked: z.boolean(),
  /** Absent where the server does not rotate. */
  refreshToken: z.string().optional(),
});
export type ToRun = z.infer<typeof toRunSchema>;

/** What a run is started with. */
export const runOptionsSchema = z.object({
  /** The profile's folder: journal and canary hash. */
  folder: z.string(),
  /** The first refresh token, where this run is the first of a login. */
  signInWith: z.string().optional(),
});
export type RunOptions = z.infer<typeof runOptionsSchema>;
