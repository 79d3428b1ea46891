import type { ConnectionView } from '../../../contract/connection.ts';
import { compareLabels, needsAttention } from '../../kit/words/connection-words.ts';
import { highestRisk } from './scope-risk.ts';

/** What the table can be sorted by: its columns. */
export const COLUMNS = ['name', 'host', 'standing', 'scopes', 'token', 'ends', 'used'] as const;
export type Column = (typeof COLUMNS)[number];

export interface Sort {
  readonly column: Column;
  readonly isDescending: boolean;
}

/** Soonest expiry first. */
export const SOONEST: Sort = { column: 'token', isDescending: false };

type Key = number | string;
const NEVER = Infinity;

const RISKS = ['high', 'medium', 'low', undefined] as const;
const STANDINGS = ['unreadable', 'sign-in-required', 'active'] as const;

/** When a login ends or has ended. */
const loginEnd = ({ expiry, standing }: ConnectionView): number =>
  standing.kind === 'sign-in-required' ? standing.since : (expiry?.at ?? NEVER);

/** A login that gives no tokens has run out before all others. */
const tokenEnd = (connection: ConnectionView): number =>
  needsAttention(connection) ? 0 : (connection.token?.expiresAt ?? NEVER);

/** The most telling key first; the order that was given decides between equals. */
const KEYS: Readonly<
  Record<Exclude<Column, 'name'>, (connection: ConnectionView) => readonly [Key, number]>
> = {
  host: ({ host }) => [host, 0],
  standing: ({ standing }) => [STANDINGS.indexOf(standing.kind), 0],
  scopes: (connection) => [RISKS.indexOf(highestRisk(connection)), -connection.grantedScope.length],
  token: (connection) => [tokenEnd(connection), loginEnd(connection)],
  ends: (connection) => [loginEnd(connection), tokenEnd(connection)],
  used: ({ lastUsedAt }) => [lastUsedAt ?? NEVER, 0],
};

const order = (one: Key, other: Key): number => (one === other ? 0 : one < other ? -1 : 1);

/** What never comes stands last, whichever way the rest is turned. */
const turned = (one: Key, other: Key, sign: number): number =>
  one === NEVER || other === NEVER ? order(one, other) : sign * order(one, other);

/** Two runs of names, each in order, as one: thousands of names are not compared all over again. */
const byName = (connections: readonly ConnectionView[]): readonly ConnectionView[] => {
  const first = connections.filter(needsAttention);
  const second = connections.filter((connection) => !needsAttention(connection));
  const merged: ConnectionView[] = [];
  let taken = 0;
  for (const connection of first) {
    for (; taken < second.length; taken += 1) {
      const next = second[taken];
      if (next === undefined || compareLabels(next, connection) > 0) break;
      merged.push(next);
    }
    merged.push(connection);
  }
  return [...merged, ...second.slice(taken)];
};

/** Sorts connections that come in the order of the list (`inListOrder`). */
export const sorted = (
  connections: readonly ConnectionView[],
  { column, isDescending }: Sort,
): readonly ConnectionView[] => {
  if (column === 'name') {
    return isDescending ? byName(connections).toReversed() : byName(connections);
  }
  const sign = isDescending ? -1 : 1;
  const keyOf = KEYS[column];
  return connections
    .map((connection) => ({ connection, key: keyOf(connection) }))
    .sort(
      ({ key: [one, oneNext] }, { key: [other, otherNext] }) =>
        turned(one, other, sign) || turned(oneNext, otherNext, sign),
    )
    .map(({ connection }) => connection);
};

/** What a click on a column's head makes of the order. */
export const sortAfterClick = (sort: Sort, column: Column): Sort => ({
  column,
  isDescending: sort.column === column && !sort.isDescending,
});
