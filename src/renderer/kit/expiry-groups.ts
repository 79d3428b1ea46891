import type { ConnectionView } from '../../contract/connection.ts';

const DAY = 24 * 3600 * 1000;

/** When logins end, soonest first; those of which nothing is known stand last. */
export const EXPIRY_GROUPS = ['overdue', 'week', 'month', 'later', 'unknown'] as const;
export type ExpiryGroupName = (typeof EXPIRY_GROUPS)[number];

export interface ExpiryGroup {
  readonly name: ExpiryGroupName;
  readonly connections: readonly ConnectionView[];
}

export const EXPIRY_GROUP_WORDS: Readonly<Record<ExpiryGroupName, string>> = {
  overdue: 'Ended or overdue',
  week: 'Within 7 days',
  month: 'Within 30 days',
  later: 'Later',
  unknown: 'Not known',
};

/** What decides when a login ends. */
export type Ending = Pick<ConnectionView, 'expiry' | 'standing'>;

/** The group of one login, seen from `now` in milliseconds. */
export const expiryGroupOf = ({ expiry, standing }: Ending, now: number): ExpiryGroupName => {
  if (standing.kind === 'sign-in-required') return 'overdue';
  if (expiry === undefined) return 'unknown';
  const left = expiry.at - now;
  if (left <= 0) return 'overdue';
  if (left <= 7 * DAY) return 'week';
  return left <= 30 * DAY ? 'month' : 'later';
};

/** When a login ends or has ended; those of which nothing is known never do. */
export const endInstant = ({ expiry, standing }: Ending): number =>
  standing.kind === 'sign-in-required' ? standing.since : (expiry?.at ?? Infinity);

const soonest = (one: ConnectionView, other: ConnectionView): number => {
  const [first, second] = [endInstant(one), endInstant(other)];
  return first === second ? one.label.localeCompare(other.label, 'en') : first - second;
};

/** All logins by when they end, soonest first in each group; empty groups are left out. */
export const groupByExpiry = (
  connections: readonly ConnectionView[],
  now: number,
): readonly ExpiryGroup[] => {
  const named = connections.map((connection) => ({
    name: expiryGroupOf(connection, now),
    connection,
  }));
  return EXPIRY_GROUPS.flatMap((name) => {
    const members = named.filter((one) => one.name === name).map(({ connection }) => connection);
    return members.length === 0 ? [] : [{ name, connections: members.toSorted(soonest) }];
  });
};
