import { after, between, seconds, type EpochMs, type Seconds } from '../../vocabulary/instant.ts';
import type { ExpiryCause, ExpirySource } from '../../vocabulary/oauth.ts';
import type { Connection } from '../model/connection.ts';
import { knownLifetime, type RefreshTokenLifetime } from '../catalogue/preset-of-connection.ts';
import { isValetKeyError } from '../fault/valet-key-error.ts';
import type { Clock } from '../port/system.ts';
import type { Log } from '../port/log.ts';
import type { ObservedLifetime, Settings } from '../port/settings.ts';

/** What one refresh showed: how long the token had been idle, how old the login was, whether it worked. */
export interface RefreshObservation {
  readonly idle: Seconds;
  readonly age: Seconds;
  readonly hasWorked: boolean;
}

/** When a login will end if nobody does anything, and when to say so. */
export interface LoginExpiry {
  readonly at: EpochMs;
  readonly warnAt: EpochMs;
  readonly because: ExpiryCause;
  readonly source: ExpirySource;
}

/** A week, or a fifth of a short life, is time enough to sign in again. */
const LONGEST_NOTICE: Seconds = seconds(7 * 24 * 3600);
const NOTICE_SHARE = 0.2;

/** What a refresh of `connection` at `now` shows. */
export const observationOf = (
  connection: Connection,
  now: EpochMs,
  hasWorked: boolean,
): RefreshObservation => ({
  idle: seconds(Math.max(0, between(lastUse(connection, now), now))),
  age: seconds(Math.max(0, between(connection.signedInAt, now))),
  hasWorked,
});

/**
 * Adds an observation. An end that the token's idle time or age cannot explain, since it has lived
 * through more, was a revocation and says nothing of lifetimes.
 */
export const withObservation = (
  known: ObservedLifetime | undefined,
  { idle, age, hasWorked }: RefreshObservation,
): ObservedLifetime => {
  const before = known ?? { longestIdle: seconds(0), greatestAge: seconds(0) };
  if (hasWorked) {
    const longestIdle = seconds(Math.max(before.longestIdle, idle));
    const greatestAge = seconds(Math.max(before.greatestAge, age));
    return {
      longestIdle,
      greatestAge,
      ...stillLimits('endedAfterIdle', before.endedAfterIdle, longestIdle),
      ...stillLimits('endedAtAge', before.endedAtAge, greatestAge),
    };
  }
  return {
    ...before,
    ...earlierOf('endedAfterIdle', before.endedAfterIdle, idle, before.longestIdle),
    ...earlierOf('endedAtAge', before.endedAtAge, age, before.greatestAge),
  };
};

/**
 * When the login will end: the earliest end that is stated by the server, known of the provider, or
 * observed. Undefined where nothing is known, or where there is no login to lose.
 * @param stated what the last reply said of the refresh token's life, counted from that reply
 */
export const loginExpiry = (
  connection: Connection,
  now: EpochMs,
  observed?: ObservedLifetime,
  stated?: Seconds,
): LoginExpiry | undefined => {
  if (!connection.hasRefreshToken || connection.standing.kind === 'sign-in-required')
    return undefined;
  const used = lastUse(connection, now);
  const ends = [
    ...(stated === undefined ? [] : [expiryAt(used, stated, 'idle', 'stated')]),
    ...expiriesBy(connection, used, knownLifetime(connection), 'known'),
    ...expiriesBy(connection, used, observedLimits(observed), 'observed'),
  ];
  return ends.sort((a, b) => a.at - b.at)[0];
};

/** When logins end, with what was observed at their issuers so far. */
export interface LoginExpiries {
  readonly expiryOf: (connection: Connection, now?: EpochMs) => LoginExpiry | undefined;
  /** Observes the outcome of a refresh; network trouble says nothing of lifetimes. */
  readonly onRefreshOutcome: (connection: Connection, failure: unknown) => void;
}

/** Creates them; observations are kept with the settings, by issuer. */
export const createLoginExpiries = ({
  settings,
  clock,
  log,
}: {
  readonly settings: Settings;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}): LoginExpiries => ({
  expiryOf: (connection, now = clock.now()) =>
    loginExpiry(connection, now, settings.get().observedLifetimes[connection.issuer]),
  onRefreshOutcome(connection, failure) {
    const hasWorked = failure === undefined;
    if (!hasWorked && !isValetKeyError(failure, 'VK_GRANT_REVOKED')) return;
    const { issuer } = connection;
    const { observedLifetimes: before } = settings.get();
    const lifetime = withObservation(
      before[issuer],
      observationOf(connection, clock.now(), hasWorked),
    );
    settings
      .update({ observedLifetimes: { ...before, [issuer]: lifetime } })
      .catch(() => log.warn('settings.not-written'));
  },
});

/** A clock set back must not make a login look younger than new. */
const lastUse = ({ refreshedAt, signedInAt }: Connection, now: EpochMs): EpochMs => {
  const used = refreshedAt ?? signedInAt;
  return used > now ? now : used;
};

const observedLimits = (observed: ObservedLifetime | undefined): RefreshTokenLifetime => ({
  ...(observed?.endedAfterIdle === undefined ? {} : { idle: observed.longestIdle }),
  ...(observed?.endedAtAge === undefined ? {} : { age: observed.greatestAge }),
});

const expiriesBy = (
  { signedInAt }: Connection,
  used: EpochMs,
  { idle, age }: RefreshTokenLifetime,
  source: LoginExpiry['source'],
): readonly LoginExpiry[] => [
  ...(idle === undefined ? [] : [expiryAt(used, idle, 'idle', source)]),
  ...(age === undefined ? [] : [expiryAt(signedInAt, age, 'age', source)]),
];

const expiryAt = (
  from: EpochMs,
  lifetime: Seconds,
  because: LoginExpiry['because'],
  source: LoginExpiry['source'],
): LoginExpiry => {
  const notice = seconds(-Math.min(LONGEST_NOTICE, lifetime * NOTICE_SHARE));
  const at = after(from, lifetime);
  return { at, warnAt: after(at, notice), because, source };
};

type Limit = 'endedAfterIdle' | 'endedAtAge';

/** A limit that a login has outlived since was no limit. */
const stillLimits = (name: Limit, bound: Seconds | undefined, outlived: Seconds) =>
  bound !== undefined && bound > outlived ? { [name]: bound } : {};

const earlierOf = (
  name: Limit,
  bound: Seconds | undefined,
  seen: Seconds,
  outlived: Seconds,
): Partial<Record<Limit, Seconds>> => {
  const isExplained = seen > outlived && outlived > 0;
  if (!isExplained) return {};
  return { [name]: seconds(Math.min(bound ?? seen, seen)) };
};
