import * as z from 'zod/mini';
import { usageFailure } from '../failure.ts';
import { ownFile, type Platform } from '../platform/platform.ts';

const word = z.string().check(z.minLength(1), z.maxLength(1000));

const hostsSchema = z.record(
  z.string(),
  z.strictObject({
    account: word,
    username: z.optional(word),
    scope: z.optional(word),
    resource: z.optional(word),
  }),
);

/** Which account a tool gets a token of when it asks for a host, and the user name to go with it. */
export type HostRule = Readonly<z.infer<typeof hostsSchema>[string]>;

const LIMIT = 256 * 1024;

/** Where the person writes which host gets tokens of which account. */
export const hostsPath = (platform: Platform): string =>
  ownFile(platform, 'XDG_CONFIG_HOME', 'hosts.json');

/**
 * All hosts that get tokens, by host and port.
 *
 * @throws CliFailure VK_INVALID_INPUT for a file of somebody else, or one that is not as it should be
 */
export const readHosts = (platform: Platform): ReadonlyMap<string, HostRule> => {
  const path = hostsPath(platform);
  const stored = platform.files.read(path, LIMIT);
  if (stored === undefined) return new Map();
  if (stored.uid !== platform.uid || (stored.mode & 0o022) !== 0) {
    throw usageFailure(`${path} belongs to another user, or others can write it.`);
  }
  const next = 'Write {"registry.example.com": {"account": "NAME"}} into it.';
  let value: unknown;
  try {
    value = JSON.parse(stored.text);
  } catch {
    throw usageFailure(`${path} is not JSON.`, next);
  }
  const hosts = hostsSchema.safeParse(value);
  if (!hosts.success) throw usageFailure(`${path} is not as it should be.`, next);
  return new Map(Object.entries(hosts.data).map(([host, rule]) => [host.toLowerCase(), rule]));
};

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])$/;

/** Whether a token may be sent there: by TLS, or on this machine. @see RFC 6750 §5.3 */
export const isSafeForTokens = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));

/** User names that servers take with a token for a password; most take any. */
export const DEFAULT_USERNAME = 'oauth2';
