import { z } from 'zod';

/**
 * The messages between the program and the keychain host: one request, one reply, matched by `id`.
 * There is no way to list or search items: `findCredentials` and `findPassword` end the process on
 * Linux when a keyring is locked (atom/node-keytar#477).
 */
const addressed = { id: z.number().int(), service: z.string().min(1), item: z.string().min(1) };

export const hostRequestSchema = z.discriminatedUnion('op', [
  z.strictObject({ ...addressed, op: z.literal('get') }),
  z.strictObject({ ...addressed, op: z.literal('set'), value: z.string().min(1) }),
  z.strictObject({ ...addressed, op: z.literal('delete') }),
]);
export type HostRequest = z.infer<typeof hostRequestSchema>;

/**
 * `done`: `value` is what `get` read, null where the keychain says it has none (or is locked: Linux
 * cannot tell). `refused`: the keychain answered with an error, `detail` is its own words and for
 * the log alone. `no-native`: the addon does not load.
 */
export const hostReplySchema = z.discriminatedUnion('kind', [
  z.strictObject({ id: z.number().int(), kind: z.literal('done'), value: z.string().nullable() }),
  z.strictObject({ id: z.number().int(), kind: z.literal('refused'), detail: z.string() }),
  z.strictObject({ id: z.number().int(), kind: z.literal('no-native') }),
]);
export type HostReply = z.infer<typeof hostReplySchema>;

/** What the addon needs of the system, per platform: shown to the person when it does not load. */
export const INSTALL_HINT: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'libsecret-1-0',
};
