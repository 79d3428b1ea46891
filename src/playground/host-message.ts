import { z } from 'zod';

const settings = {
  /** Seconds. */
  accessTokenLifetime: z.number().int().positive(),
  accessTokenFormat: z.enum(['jwt', 'opaque']),
};

/** What the main process may send the playground's process. */
export const hostRequestSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    /** 0: any free one. */
    port: z.number().int().min(0).max(65_535),
    dataFile: z.string().min(1),
    ...settings,
  }),
  z.object({ kind: z.literal('configure'), ...settings }),
  z.object({ kind: z.literal('stop') }),
]);
export type HostRequest = z.infer<typeof hostRequestSchema>;

/** What the playground's process answers. */
export const hostReplySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('listening'), issuer: z.string(), port: z.number().int() }),
  /** `code` is Node's (`EADDRINUSE`) or `UNKNOWN`. */
  z.object({ kind: z.literal('failed'), code: z.string() }),
]);
export type HostReply = z.infer<typeof hostReplySchema>;
