import { timeAxis, type Tick } from '../../../kit/time-axis.tsx';
import type { ConnectionView } from '../../../../contract/connection.ts';
import { expiryGroupOf, type ExpiryGroupName } from '../../../kit/expiry-groups.ts';

const DAY = 24 * 3600 * 1000;

/** Time that is left, by place: near time has more room than far time, and what is over the first tenth. */
const AXIS = timeAxis([
  { from: 0, to: 7 * DAY, begin: 0.1, end: 0.45 },
  { from: 7 * DAY, to: 30 * DAY, begin: 0.45, end: 0.75 },
  { from: 30 * DAY, to: 365 * DAY, begin: 0.75, end: 1 },
]);
const OVERDUE = 0.05;

/** The lines of the picture. */
export const EXPIRY_TICKS: readonly Tick[] = [
  { at: AXIS.place(0), words: 'now' },
  { at: AXIS.place(7 * DAY), words: '7 days' },
  { at: AXIS.place(30 * DAY), words: '30 days' },
  { at: AXIS.place(365 * DAY), words: '1 year' },
];

type PartName = Exclude<ExpiryGroupName, 'unknown'>;

/** The place of an expiry, 0 to 1; overdue ones share one place, far ones the last. `left` in milliseconds. */
export const expiryPlace = (part: PartName, left: number): number =>
  part === 'overdue' ? OVERDUE : AXIS.place(left);

/** One column of the picture: how many logins end about there. */
export interface ExpiryColumn {
  readonly at: number;
  readonly part: PartName;
  readonly count: number;
}

const isPart = (name: ExpiryGroupName): name is PartName => name !== 'unknown';

/** The ends of `connections` in at most `columns` columns; those of which nothing is known have none. */
export const expiryColumns = (
  connections: readonly Pick<ConnectionView, 'expiry' | 'standing'>[],
  now: number,
  columns: number,
): readonly ExpiryColumn[] => {
  const counts = new Map<number, ExpiryColumn>();
  for (const connection of connections) {
    const part = expiryGroupOf(connection, now);
    if (!isPart(part)) continue;
    const place = expiryPlace(part, (connection.expiry?.at ?? now) - now);
    const column = Math.min(columns - 1, Math.floor(place * columns));
    const at = (column + 0.5) / columns;
    counts.set(column, { at, part, count: (counts.get(column)?.count ?? 0) + 1 });
  }
  return [...counts.values()].toSorted((one, other) => one.at - other.at);
};

/** Of the columns, the highest that are at least `distance` (of the whole) from each other. */
export const apart = (
  columns: readonly ExpiryColumn[],
  distance: number,
): ReadonlySet<ExpiryColumn> => {
  const chosen: ExpiryColumn[] = [];
  for (const one of columns.toSorted((left, right) => right.count - left.count)) {
    if (chosen.every(({ at }) => Math.abs(at - one.at) >= distance)) chosen.push(one);
  }
  return new Set(chosen);
};
