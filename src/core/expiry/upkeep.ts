import type { EventName, EventPayload } from '../../contract/contract.ts';
import { after, type EpochMs, epochMs, seconds, type Seconds } from '../../vocabulary/instant.ts';
import type { Lock } from '../connection/lock.ts';
import { createFinishWork, type UnfinishedWorkPorts } from '../connection/unfinished-work.ts';
import { isValetKeyError, ValetKeyError } from '../fault/valet-key-error.ts';
import type { SecretStorage } from '../port/keychain.ts';
import type { AccessTokens } from '../tokens/get-access-token.ts';
import { warnOfExpiries, type WarnPorts } from './warn-of-expiry.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import type { Connection } from '../model/connection.ts';
import type { Clock } from '../port/system.ts';
import type { ConnectionStore } from '../port/stores.ts';
import { endsOldAccessToken } from '../catalogue/catalogue.ts';
import type { Log } from '../port/log.ts';
import type { LoginExpiry } from './login-expiry.ts';
import { createRefreshSchedule, type RefreshOutcome, spread } from './refresh-schedule.ts';

export interface UpkeepPorts
  extends
    Omit<KeepAlivePorts, 'refresh' | 'connections'>,
    Omit<UnfinishedWorkPorts, 'grants' | 'clock'>,
    Omit<WarnPorts, 'connections' | 'expiryOf' | 'clock' | 'dayOf' | 'warn'> {
  readonly accessTokens: Pick<AccessTokens, 'keepAlive' | 'resume'>;
  readonly refreshes: UnfinishedWorkPorts['grants'];
  readonly storage: Pick<SecretStorage, 'onChange'>;
  readonly lock: Pick<Lock, 'isLocked'>;
  readonly warnOfExpiries: WarnPorts['warn'];
  readonly emit: <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void;
}

/** What goes on by itself: logins kept alive that would end by lying idle, and warnings of the others. */
export interface Upkeep {
  /** Takes up what an earlier run left, now and whenever the keychain opens; then keeps watch. */
  start(): void;
  /** Looks at all connections again. */
  look(): void;
  stop(): void;
}

/** Creates it; nothing runs before `start`. */
export const createUpkeep = (ports: UpkeepPorts): Upkeep => {
  const { accessTokens, lock, log, emit, storage, warnOfExpiries: warn } = ports;
  const stop = new AbortController();
  const finishWork = createFinishWork({ ...ports, grants: ports.refreshes });
  const keepAlive = createKeepAlive({
    ...ports,
    // A locked program holds no access tokens, so it gets none: the refresh comes after its back-off.
    async refresh(id) {
      if (lock.isLocked) throw new ValetKeyError('VK_LOCKED');
      await accessTokens.keepAlive(id);
    },
  });
  const resume = (): void => {
    finishWork()
      .then(() => accessTokens.resume())
      .catch(() => log.warn('resume.failed'));
  };
  const dayOf = (at: EpochMs): string => new Date(at).toDateString();
  return {
    start() {
      resume();
      storage.onChange((state) => {
        emit('app.changed', {});
        if (state === 'ready') resume();
      });
      void keepAlive.run(stop.signal);
      void warnOfExpiries({ ...ports, dayOf, warn }, stop.signal);
    },
    look: () => keepAlive.look(),
    stop: () => stop.abort(),
  };
};

export interface KeepAlivePorts {
  readonly connections: ConnectionStore;
  /** Refreshes without a person's asking; see `AccessTokens.keepAlive`. */
  readonly refresh: (id: ConnectionId) => Promise<unknown>;
  /** When the login will end if it is left alone; see `loginExpiry`. */
  readonly expiryOf: (connection: Connection, now: EpochMs) => LoginExpiry | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Refreshes logins that would otherwise end by lying idle, and no others: a refresh rotates, and a
 * rotation that serves nobody is a risk for nothing.
 */
export interface KeepAlive {
  /** Runs until the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
  /** Looks at all connections again: one was added or changed, the machine woke, the keychain opened. */
  look(): void;
}

/** The refresh comes when this much of the idle life is over, give or take `SPREAD` of it. */
const SHARE = 0.7;
const SPREAD = 0.1;
/** Where a refresh ends the copies that are out, it comes later, and after them if it can. */
const LATE_SHARE = 0.85;
const LATEST_SHARE = 0.95;
/** A record that cannot note the last refresh must not make it come at once again. */
const SHORTEST_INTERVAL: Seconds = seconds(300);

/**
 * When to refresh a login so that it does not end by lying idle; undefined where a refresh cannot
 * help. Spread by connection, so that those signed in together are not refreshed together. Where the
 * refresh would end a token that was handed out, that token's end is waited for, as long as the
 * login can spare.
 */
export const keepAliveDue = (
  connection: Connection,
  expiry: LoginExpiry | undefined,
  now: EpochMs,
): EpochMs | undefined => {
  if (expiry?.because !== 'idle' || connection.standing.kind !== 'active') return undefined;
  const used = connection.refreshedAt ?? connection.signedInAt;
  const since = used > now ? now : used;
  const life = (expiry.at - since) / 1000;
  const at = (share: number): EpochMs => after(since, seconds(life * share));
  const offset = SPREAD * (spread(connection.id) - 0.5);
  if (!endsOldAccessToken(connection)) return at(SHARE + offset);
  const late = Math.max(at(LATE_SHARE + offset), copiesEnd(connection, since));
  return epochMs(Math.min(late, at(LATEST_SHARE)));
};

/** When the token that was handed out since the last refresh ends by itself. */
const copiesEnd = (
  { lastUsedAt, accessTokenLifetime }: Connection,
  refreshedAt: EpochMs,
): EpochMs =>
  lastUsedAt !== undefined && lastUsedAt >= refreshedAt && accessTokenLifetime !== undefined
    ? after(refreshedAt, accessTokenLifetime)
    : refreshedAt;

export const createKeepAlive = (ports: KeepAlivePorts): KeepAlive => {
  const { connections, clock, log } = ports;
  const schedule = createRefreshSchedule();
  const known = new Set<ConnectionId>();
  let nudge = new AbortController();
  const plan = (connection: Connection, notBefore: EpochMs = epochMs(0)): boolean => {
    const now = clock.now();
    const due = keepAliveDue(connection, ports.expiryOf(connection, now), now);
    if (due === undefined) return false;
    known.add(connection.id);
    const host = new URL(connection.issuer).host;
    schedule.set({ id: connection.id, host, due: epochMs(Math.max(due, notBefore)) });
    return true;
  };
  const look = (): void => {
    const planned = new Set(
      connections.list().flatMap((connection) => (plan(connection) ? [connection.id] : [])),
    );
    for (const id of known) {
      if (planned.has(id)) continue;
      known.delete(id);
      schedule.remove(id);
    }
    nudge.abort();
  };
  const refreshOne = async (id: ConnectionId): Promise<void> => {
    const outcome = await ports.refresh(id).then(() => ({ kind: 'done' }) as const, refreshOutcome);
    log.info('keep-alive.refreshed', { connection: id, outcome: outcome.kind });
    schedule.ended(id, outcome, clock.now());
    const connection = connections.get(id);
    const isPlanned =
      connection !== undefined && plan(connection, after(clock.now(), SHORTEST_INTERVAL));
    if (!isPlanned) schedule.remove(id);
    nudge.abort();
  };
  return {
    look,
    async run(signal) {
      look();
      while (!signal.aborted) {
        for (const id of schedule.start(clock.now())) void refreshOne(id);
        nudge = new AbortController();
        await sleep(clock, schedule.sleepFor(clock.now()), AbortSignal.any([signal, nudge.signal]));
      }
    },
  };
};

const refreshOutcome = (cause: unknown): RefreshOutcome => {
  const wait = isValetKeyError(cause) ? cause.fields['retryAfterSeconds'] : undefined;
  return {
    kind: 'failed',
    ...(typeof wait === 'number' ? { retryAfter: seconds(wait) } : {}),
  };
};

/** Ends early, and well, where the signal aborts; without a duration it waits for that alone. */
const sleep = async (
  clock: Clock,
  duration: Seconds | undefined,
  signal: AbortSignal,
): Promise<void> => {
  try {
    await clock.sleep(duration ?? seconds(3600), signal);
  } catch {
    // Woken: the loop looks at what has changed.
  }
};
