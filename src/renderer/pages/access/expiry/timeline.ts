import type { ConnectionView } from '../../../../contract/view.ts';
import { endGroupOf, type EndGroupName } from '../../../kit/expiry-groups.ts';

const DAY = 24 * 3600 * 1000;
const LAST = 365 * DAY;

/** Where the timeline's parts begin and end, 0 to 1: near time has more room than far time. */
export const TIMELINE_PARTS = {
  overdue: [0, 0.1],
  week: [0.1, 0.45],
  month: [0.45, 0.75],
  later: [0.75, 1],
} as const satisfies Readonly<Partial<Record<EndGroupName, readonly [number, number]>>>;

type PartName = keyof typeof TIMELINE_PARTS;

const SPANS: Readonly<Record<PartName, readonly [number, number]>> = {
  overdue: [0, 0],
  week: [0, 7 * DAY],
  month: [7 * DAY, 30 * DAY],
  later: [30 * DAY, LAST],
};

/** The place of an end on the timeline, 0 to 1; overdue ends share one place, far ones the last. */
export const placeOnTimeline = (part: PartName, left: number): number => {
  const [from, to] = TIMELINE_PARTS[part];
  const [first, last] = SPANS[part];
  const share = last === first ? 0.5 : (Math.min(left, last) - first) / (last - first);
  return from + share * (to - from);
};

/** One column of the picture: how many logins end about there. */
export interface TimelineColumn {
  readonly at: number;
  readonly part: PartName;
  readonly count: number;
}

const isPart = (name: EndGroupName): name is PartName => name !== 'unknown';

/** The ends of `connections` in at most `columns` columns; those of which nothing is known have none. */
export const timelineOf = (
  connections: readonly Pick<ConnectionView, 'expiry' | 'standing'>[],
  now: number,
  columns: number,
): readonly TimelineColumn[] => {
  const counts = new Map<number, TimelineColumn>();
  for (const connection of connections) {
    const part = endGroupOf(connection, now);
    if (!isPart(part)) continue;
    const place = placeOnTimeline(part, (connection.expiry?.at ?? now) - now);
    const column = Math.min(columns - 1, Math.floor(place * columns));
    const at = (column + 0.5) / columns;
    counts.set(column, { at, part, count: (counts.get(column)?.count ?? 0) + 1 });
  }
  return [...counts.values()].toSorted((one, other) => one.at - other.at);
};

/** Of the columns, the highest that are at least `distance` (of the whole) from each other. */
export const apart = (
  columns: readonly TimelineColumn[],
  distance: number,
): ReadonlySet<TimelineColumn> => {
  const chosen: TimelineColumn[] = [];
  for (const one of columns.toSorted((left, right) => right.count - left.count)) {
    if (chosen.every(({ at }) => Math.abs(at - one.at) >= distance)) chosen.push(one);
  }
  return new Set(chosen);
};
