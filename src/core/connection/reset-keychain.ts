import { isValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection } from '../model/connection.ts';
import type { Clock } from '../port/clock.ts';
import type { ConnectionStore } from '../port/connection-store.ts';
import type { ResetOutcome } from '../port/keychain.ts';
import type { Log } from '../port/log.ts';

export interface ResetKeychainPorts {
  /** Makes the reset keychain ours again. */
  readonly resetKeychain: () => Promise<ResetOutcome>;
  readonly connections: Pick<ConnectionStore, 'list' | 'put'>;
  /** Logins whose newest refresh token is in memory and will still be kept. */
  readonly unsaved: () => readonly Connection['id'][];
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/**
 * Goes on after a person has reset the keychain: what was in it cannot be read, so each connection
 * that lived on it says so and stays listed. Forgets and deletes nothing: an item that comes back is
 * found again. Fails as the keychain's reset does, and then nothing has changed.
 */
export const resetKeychain = async (ports: ResetKeychainPorts): Promise<ResetOutcome> => {
  const ended = await ports.resetKeychain();
  if (ended === 'found') return ended;
  const unsaved = new Set(ports.unsaved());
  const lost = ports.connections.list().filter((one) => isInKeychain(one) && !unsaved.has(one.id));
  await Promise.all(lost.map((connection) => markUnreadable(ports, connection)));
  ports.log.info('keychain.reset', { unreadable: lost.length });
  return ended;
};

/** Whether anything of it was kept as a secret, and it could still give tokens. */
const isInKeychain = ({ standing, hasRefreshToken, registration, options }: Connection): boolean =>
  standing.kind !== 'sign-in-required' &&
  (hasRefreshToken ||
    registration.tokenEndpointAuthMethod !== 'none' ||
    options?.usesDpop === true);

const markUnreadable = async (
  { connections, clock, log }: ResetKeychainPorts,
  connection: Connection,
): Promise<void> => {
  const since = clock.now();
  try {
    await connections.put({
      ...connection,
      standing: { kind: 'unreadable', since, because: 'VK_RECORD_UNREADABLE' },
    });
  } catch (cause) {
    const code = isValetKeyError(cause) ? cause.code : 'VK_INTERNAL';
    log.warn('connection.not-written', { connection: connection.id, code });
  }
};
