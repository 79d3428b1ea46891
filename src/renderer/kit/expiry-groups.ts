import type { ConnectionView } from '../../contract/connection.ts';

const DAY = 24 * 3600 * 1000;

/** When logins end, soonest first; those of which nothing is known stand last. */
export const END_GROUPS = ['overdue', 'week', 'month', 'later', 'unknown'] as const;
export type EndGroupName = (typeof END_GROUPS)[number];

export interface EndGroup {
  readonly name: EndGroupName;
  readonly connections: readonly ConnectionView[];
}

export const END_GROUP_WORDS: Readonly<Record<EndGroupName, string>> = {
  overdue: 'Ended or overdue',
  week: 'Within 7 days',
  month: 'Within 30 days',
  later: 'Later',
  unknown: 'Not known',
};

/** What decides when a login ends. */
export type Ending = Pick<ConnectionView, 'expiry' | 'standing'>;

/** The group of one login, seen from `now` in milliseconds. */
export const endGroupOf = ({ expiry, standing }: Ending, now: number): EndGroupName => {
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
export const groupByEnd = (
  connections: readonly ConnectionView[],
  now: number,
): readonly EndGroup[] => {
  const named = connections.map((connection) => ({
    name: endGroupOf(connection, now),
    connection,
  }));
  return END_GROUPS.flatMap((name) => {
    const members = named.filter((one) => one.name === name).map(({ connection }) => connection);
    return members.length === 0 ? [] : [{ name, connections: members.toSorted(soonest) }];
  });
};
