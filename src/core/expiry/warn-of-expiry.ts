import type { ConnectionId } from '../../vocabulary/id.ts';
import { seconds, type EpochMs } from '../../vocabulary/instant.ts';
import type { Connection } from '../model/connection.ts';
import type { Clock } from '../port/clock.ts';
import type { ConnectionStore } from '../port/connection-store.ts';
import type { LoginExpiry } from './login-expiry.ts';

/** One login that is about to end. */
export interface ComingEnd {
  readonly connection: Connection;
  readonly expiry: LoginExpiry;
}

/** Which end each connection has been warned of. */
export type ToldEnds = Readonly<Record<ConnectionId, EpochMs>>;

export interface WarnPorts {
  readonly connections: Pick<ConnectionStore, 'list'>;
  readonly expiryOf: (connection: Connection, now: EpochMs) => LoginExpiry | undefined;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  /** What was told, also by earlier runs; writing may fail and only costs a repetition. */
  readonly told: { readonly read: () => ToldEnds; readonly write: (told: ToldEnds) => void };
  /** The day of an instant as the person counts days. */
  readonly dayOf: (at: EpochMs) => string;
  /** Tells the person of logins that end on one day: once for each end. */
  readonly warn: (ends: readonly ComingEnd[]) => void;
}

/** How often ends are looked for: they are days away, and machines sleep. */
const LOOK_EVERY = seconds(3600);

/** The connections whose end is near enough for a warning and has not been warned of. */
export const endsToWarnOf = (
  { connections, expiryOf }: Pick<WarnPorts, 'connections' | 'expiryOf'>,
  now: EpochMs,
  told: ToldEnds,
): readonly ComingEnd[] =>
  connections.list().flatMap((connection) => {
    const expiry = expiryOf(connection, now);
    const isDue = expiry !== undefined && expiry.warnAt <= now && expiry.at > now;
    return isDue && told[connection.id] !== expiry.at ? [{ connection, expiry }] : [];
  });

/** Warns of logins that are about to end, until the signal aborts. */
export const warnOfEnds = async (ports: WarnPorts, signal: AbortSignal): Promise<void> => {
  let told = ports.told.read();
  while (!signal.aborted) {
    const due = endsToWarnOf(ports, ports.clock.now(), told);
    if (due.length > 0) {
      told = { ...ofPresent(ports, told), ...toldOf(due) };
      ports.told.write(told);
      for (const ends of byDay(ports, due)) ports.warn(ends);
    }
    await ports.clock.sleep(LOOK_EVERY, signal).catch(() => undefined);
  }
};

const toldOf = (ends: readonly ComingEnd[]): ToldEnds =>
  Object.fromEntries(ends.map(({ connection, expiry }) => [connection.id, expiry.at]));

/** Without connections that have gone, so that the record does not grow for ever. */
const ofPresent = ({ connections }: Pick<WarnPorts, 'connections'>, told: ToldEnds): ToldEnds =>
  Object.fromEntries(
    connections.list().flatMap(({ id }) => (told[id] === undefined ? [] : [[id, told[id]]])),
  );

/** The earliest end first, in each day and among the days. */
const byDay = (
  { dayOf }: Pick<WarnPorts, 'dayOf'>,
  ends: readonly ComingEnd[],
): readonly (readonly ComingEnd[])[] => {
  const days = new Map<string, ComingEnd[]>();
  for (const end of [...ends].sort((a, b) => a.expiry.at - b.expiry.at)) {
    const day = dayOf(end.expiry.at);
    days.set(day, [...(days.get(day) ?? []), end]);
  }
  return [...days.values()];
};
