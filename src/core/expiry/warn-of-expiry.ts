import { seconds, type EpochMs } from '../../vocabulary/instant.ts';
import type { Connection } from '../model/connection.ts';
import type { Clock } from '../port/system.ts';
import type { ConnectionStore } from '../port/stores.ts';
import type { Log } from '../port/log.ts';
import type { Settings, WarnedExpiries } from '../port/settings.ts';
import type { LoginExpiry } from './login-expiry.ts';

/** One login that is about to end. */
export interface UpcomingExpiry {
  readonly connection: Connection;
  readonly expiry: LoginExpiry;
}

export interface WarnPorts {
  readonly connections: Pick<ConnectionStore, 'list'>;
  readonly expiryOf: (connection: Connection, now: EpochMs) => LoginExpiry | undefined;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  /** Which ends a person has been warned of, also by earlier runs. */
  readonly settings: Settings;
  readonly log: Log;
  /** The day of an instant as the person counts days. */
  readonly dayOf: (at: EpochMs) => string;
  /** Warns the person of logins that end on one day: once for each end. */
  readonly warn: (ends: readonly UpcomingExpiry[]) => void;
}

/** How often ends are looked for: they are days away, and machines sleep. */
const LOOK_EVERY = seconds(3600);

/** The connections whose end is near enough for a warning and has not been warned of. */
export const expiriesToWarnOf = (
  { connections, expiryOf }: Pick<WarnPorts, 'connections' | 'expiryOf'>,
  now: EpochMs,
  warned: WarnedExpiries,
): readonly UpcomingExpiry[] =>
  connections.list().flatMap((connection) => {
    const expiry = expiryOf(connection, now);
    const isDue = expiry !== undefined && expiry.warnAt <= now && expiry.at > now;
    return isDue && warned[connection.id] !== expiry.at ? [{ connection, expiry }] : [];
  });

/** Warns of logins that are about to end, until the signal aborts. */
export const warnOfExpiries = async (ports: WarnPorts, signal: AbortSignal): Promise<void> => {
  const { settings, log } = ports;
  let warned = settings.get().warnedExpiries;
  while (!signal.aborted) {
    const due = expiriesToWarnOf(ports, ports.clock.now(), warned);
    if (due.length > 0) {
      warned = { ...ofPresent(ports, warned), ...warnedBy(due) };
      // Where it is not written, the warning comes once more after the next start.
      settings.update({ warnedExpiries: warned }).catch(() => log.warn('settings.not-written'));
      for (const ends of byDay(ports, due)) ports.warn(ends);
    }
    await ports.clock.sleep(LOOK_EVERY, signal).catch(() => undefined);
  }
};

const warnedBy = (ends: readonly UpcomingExpiry[]): WarnedExpiries =>
  Object.fromEntries(ends.map(({ connection, expiry }) => [connection.id, expiry.at]));

/** Without connections that have gone, so that the record does not grow for ever. */
const ofPresent = (
  { connections }: Pick<WarnPorts, 'connections'>,
  warned: WarnedExpiries,
): WarnedExpiries =>
  Object.fromEntries(
    connections.list().flatMap(({ id }) => (warned[id] === undefined ? [] : [[id, warned[id]]])),
  );

/** The earliest end first, in each day and among the days. */
const byDay = (
  { dayOf }: Pick<WarnPorts, 'dayOf'>,
  ends: readonly UpcomingExpiry[],
): readonly (readonly UpcomingExpiry[])[] => {
  const days = new Map<string, UpcomingExpiry[]>();
  for (const end of [...ends].sort((a, b) => a.expiry.at - b.expiry.at)) {
    const day = dayOf(end.expiry.at);
    days.set(day, [...(days.get(day) ?? []), end]);
  }
  return [...days.values()];
};
