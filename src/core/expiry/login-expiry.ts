import { after, between, seconds, type EpochMs, type Seconds } from '../../vocabulary/instant.ts';
import type { Connection } from '../model/connection.ts';
import { knownLifetime, type RefreshTokenLifetime } from '../catalogue/preset-of-connection.ts';
import { isValetKeyError } from '../fault/valet-key-error.ts';
import type { Clock } from '../port/clock.ts';
import type { Log } from '../port/log.ts';
import type { LearnedLifetime, Settings } from '../port/settings.ts';

/** One refresh as a lesson: how long the token had rested, how old the login was, how it went. */
export interface LoginLesson {
  readonly rest: Seconds;
  readonly age: Seconds;
  readonly hasWorked: boolean;
}

/** When a login will end if nobody does anything, and when to say so. */
export interface LoginExpiry {
  readonly at: EpochMs;
  readonly warnAt: EpochMs;
  /** `rest`: unused for too long, and a refresh puts it off; `age`: only a sign-in helps. */
  readonly because: 'rest' | 'age';
  readonly source: 'stated' | 'known' | 'learned';
}

/** A week, or a fifth of a short life, is time enough to sign in again. */
const LONGEST_NOTICE: Seconds = seconds(7 * 24 * 3600);
const NOTICE_SHARE = 0.2;

/** What a refresh of `connection` at `now` teaches. */
export const lessonOf = (
  connection: Connection,
  now: EpochMs,
  hasWorked: boolean,
): LoginLesson => ({
  rest: seconds(Math.max(0, between(lastUse(connection, now), now))),
  age: seconds(Math.max(0, between(connection.signedInAt, now))),
  hasWorked,
});

/**
 * Adds a lesson. An end that the token's rest or age cannot explain, since it has lived through
 * more, was a revocation and teaches nothing.
 */
export const learn = (
  known: LearnedLifetime | undefined,
  { rest, age, hasWorked }: LoginLesson,
): LearnedLifetime => {
  const before = known ?? { longestRest: seconds(0), greatestAge: seconds(0) };
  if (hasWorked) {
    const longestRest = seconds(Math.max(before.longestRest, rest));
    const greatestAge = seconds(Math.max(before.greatestAge, age));
    return {
      longestRest,
      greatestAge,
      ...stillDeadly('deadlyRest', before.deadlyRest, longestRest),
      ...stillDeadly('deadlyAge', before.deadlyAge, greatestAge),
    };
  }
  return {
    ...before,
    ...earlierOf('deadlyRest', before.deadlyRest, rest, before.longestRest),
    ...earlierOf('deadlyAge', before.deadlyAge, age, before.greatestAge),
  };
};

/**
 * When the login will end: the earliest end that is stated by the server, known of the provider, or
 * learned. Undefined where nothing is known, or where there is no login to lose.
 * @param stated what the last reply said of the refresh token's life, counted from that reply
 */
export const loginExpiry = (
  connection: Connection,
  now: EpochMs,
  learned?: LearnedLifetime,
  stated?: Seconds,
): LoginExpiry | undefined => {
  if (!connection.hasRefreshToken || connection.standing.kind === 'sign-in-required')
    return undefined;
  const used = lastUse(connection, now);
  const ends = [
    ...(stated === undefined ? [] : [expiryAt(used, stated, 'rest', 'stated')]),
    ...expiriesBy(connection, used, knownLifetime(connection), 'known'),
    ...expiriesBy(connection, used, lifetimeOf(learned), 'learned'),
  ];
  return ends.sort((a, b) => a.at - b.at)[0];
};

/** When logins end, with what their issuers have taught so far. */
export interface LoginExpiries {
  readonly expiryOf: (connection: Connection, now?: EpochMs) => LoginExpiry | undefined;
  /** Takes the outcome of a refresh as a lesson; network trouble teaches nothing. */
  readonly onRefreshOutcome: (connection: Connection, failure: unknown) => void;
}

/** Creates them; lessons are kept with the settings, by issuer. */
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
    loginExpiry(connection, now, settings.get().learned[connection.issuer]),
  onRefreshOutcome(connection, failure) {
    const hasWorked = failure === undefined;
    if (!hasWorked && !isValetKeyError(failure, 'VK_GRANT_REVOKED')) return;
    const { issuer } = connection;
    const { learned } = settings.get();
    const lesson = lessonOf(connection, clock.now(), hasWorked);
    settings
      .update({ learned: { ...learned, [issuer]: learn(learned[issuer], lesson) } })
      .catch(() => log.warn('settings.not-written'));
  },
});

/** A clock set back must not make a login look younger than new. */
const lastUse = ({ refreshedAt, signedInAt }: Connection, now: EpochMs): EpochMs => {
  const used = refreshedAt ?? signedInAt;
  return used > now ? now : used;
};

const lifetimeOf = (learned: LearnedLifetime | undefined): RefreshTokenLifetime => ({
  ...(learned?.deadlyRest === undefined ? {} : { rest: learned.longestRest }),
  ...(learned?.deadlyAge === undefined ? {} : { age: learned.greatestAge }),
});

const expiriesBy = (
  { signedInAt }: Connection,
  used: EpochMs,
  { rest, age }: RefreshTokenLifetime,
  source: LoginExpiry['source'],
): readonly LoginExpiry[] => [
  ...(rest === undefined ? [] : [expiryAt(used, rest, 'rest', source)]),
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

type Deadly = 'deadlyRest' | 'deadlyAge';

/** A bound that something has outlived since was no bound. */
const stillDeadly = (name: Deadly, bound: Seconds | undefined, outlived: Seconds) =>
  bound !== undefined && bound > outlived ? { [name]: bound } : {};

const earlierOf = (
  name: Deadly,
  bound: Seconds | undefined,
  seen: Seconds,
  outlived: Seconds,
): Partial<Record<Deadly, Seconds>> => {
  const isExplained = seen > outlived && outlived > 0;
  if (!isExplained) return {};
  return { [name]: seconds(Math.min(bound ?? seen, seen)) };
};
