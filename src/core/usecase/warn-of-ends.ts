import type { ConnectionId } from '../../shared/vocabulary/id.ts';
import { seconds, type EpochMs } from '../../shared/vocabulary/instant.ts';
import type { Connection } from '../model/connection.ts';
import type { Clock } from '../port/clock.ts';
import type { ConnectionStore } from '../port/connection-store.ts';
import type { LoginDeath } from './login-death.ts';

export interface WarnPorts {
  readonly connections: Pick<ConnectionStore, 'list'>;
  readonly deathOf: (connection: Connection, now: EpochMs) => LoginDeath | undefined;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  /** Tells the person, once for each end. */
  readonly warn: (connection: Connection, death: LoginDeath) => void;
}

/** How often ends are looked for: they are days away, and machines sleep. */
const LOOK_EVERY = seconds(3600);

/** The connections whose end is near enough for a warning and has not been warned of. */
export const endsToWarnOf = (
  { connections, deathOf }: Pick<WarnPorts, 'connections' | 'deathOf'>,
  now: EpochMs,
  warned: ReadonlyMap<ConnectionId, EpochMs>,
): readonly { readonly connection: Connection; readonly death: LoginDeath }[] =>
  connections.list().flatMap((connection) => {
    const death = deathOf(connection, now);
    const isDue = death !== undefined && death.warnAt <= now && death.at > now;
    return isDue && warned.get(connection.id) !== death.at ? [{ connection, death }] : [];
  });

/** Warns of logins that are about to end, until the signal aborts. */
export const warnOfEnds = async (ports: WarnPorts, signal: AbortSignal): Promise<void> => {
  const warned = new Map<ConnectionId, EpochMs>();
  while (!signal.aborted) {
    for (const { connection, death } of endsToWarnOf(ports, ports.clock.now(), warned)) {
      warned.set(connection.id, death.at);
      ports.warn(connection, death);
    }
    await ports.clock.sleep(LOOK_EVERY, signal).catch(() => undefined);
  }
};
