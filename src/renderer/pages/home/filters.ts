import type { ConnectionView } from '../../../contract/connection.ts';
import { needsAttention } from '../../kit/words/connection-words.ts';
import { highestRisk } from './scope-risk.ts';

const WEEK = 7 * 24 * 3600 * 1000;

/** What a person looks for most, by name. */
export const FILTERS = ['attention', 'ending', 'high-risk', 'never-used', 'playground'] as const;
export type FilterName = (typeof FILTERS)[number];

/** Whether a login ends within a week, or should have ended by now. `now` in milliseconds. */
export const isEnding = (
  { expiry, standing }: Pick<ConnectionView, 'expiry' | 'standing'>,
  now: number,
): boolean => standing.kind === 'active' && expiry !== undefined && expiry.at - now <= WEEK;

type Test = (connection: ConnectionView, now: number) => boolean;

const TESTS: Readonly<Record<FilterName, Test>> = {
  attention: needsAttention,
  ending: isEnding,
  'high-risk': (connection) => highestRisk(connection) === 'high',
  'never-used': ({ lastUsedAt }) => lastUsedAt === undefined,
  playground: ({ isPlayground }) => isPlayground,
};

/** What to leave of the list: all filters at once, and one provider's host. */
export interface Narrowing {
  readonly filters: readonly FilterName[];
  readonly host: string | undefined;
}

/** Those that pass every filter, in the order given. */
export const narrowed = (
  connections: readonly ConnectionView[],
  { filters, host }: Narrowing,
  now: number,
): readonly ConnectionView[] =>
  filters.length === 0 && host === undefined
    ? connections
    : connections.filter(
        (connection) =>
          (host === undefined || connection.host === host) &&
          filters.every((name) => TESTS[name](connection, now)),
      );

/** How many of all connections each filter would leave. */
export const countFilters = (
  connections: readonly ConnectionView[],
  now: number,
): Readonly<Record<FilterName, number>> => {
  const count = (name: FilterName) =>
    connections.reduce((sum, one) => sum + Number(TESTS[name](one, now)), 0);
  return {
    attention: count('attention'),
    ending: count('ending'),
    'high-risk': count('high-risk'),
    'never-used': count('never-used'),
    playground: count('playground'),
  };
};

/** How many connections there are at each host, those with most first. */
export const countHosts = (connections: readonly ConnectionView[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { host } of connections) counts.set(host, (counts.get(host) ?? 0) + 1);
  return new Map([...counts].toSorted(([, one], [, other]) => other - one));
};

/** The same filters with one put in or taken out. */
export const toggled = (filters: readonly FilterName[], name: FilterName): readonly FilterName[] =>
  filters.includes(name) ? filters.filter((one) => one !== name) : [...filters, name];
