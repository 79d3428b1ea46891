import type { ConnectionView } from '../../../../contract/connection.ts';
import { endInstant } from '../../../kit/expiry-groups.ts';

/** A month of the person's own calendar; January is 0. */
export interface Month {
  readonly year: number;
  readonly month: number;
}

/** One day of a month's page. */
export interface MonthDay {
  /** `2026-11-23` in the person's own zone. */
  readonly key: string;
  readonly day: number;
  /** Days of the months around fill the first and the last week. */
  readonly isInMonth: boolean;
  /** Midday: no change of the clocks moves it to another day. */
  readonly noon: number;
}

const LAST_INSTANT = 8.64e15;
const DAYS = 7;

const two = (value: number): string => String(value).padStart(2, '0');

/** The day an instant falls on, in the person's own zone; undefined where no date can hold it. */
export const dayKey = (instant: number): string | undefined => {
  if (!(Math.abs(instant) <= LAST_INSTANT)) return undefined;
  const date = new Date(instant);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

/** The month an instant falls in. */
export const monthOf = (instant: number): Month => {
  const date = new Date(instant);
  return { year: date.getFullYear(), month: date.getMonth() };
};

/** The month that many months on. */
export const shiftMonth = ({ year, month }: Month, by: number): Month =>
  monthOf(new Date(year, month + by, 1, 12).getTime());

/** A month's page: whole weeks from Monday. */
export const weeksOf = ({ year, month }: Month): readonly (readonly MonthDay[])[] => {
  const lead = (new Date(year, month, 1, 12).getDay() + DAYS - 1) % DAYS;
  const length = new Date(year, month + 1, 0, 12).getDate();
  const weeks = Math.ceil((lead + length) / DAYS);
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: DAYS }, (_none, weekday) => {
      const noon = new Date(year, month, 1 - lead + week * DAYS + weekday, 12);
      return {
        key: dayKey(noon.getTime()) ?? '',
        day: noon.getDate(),
        isInMonth: noon.getMonth() === month,
        noon: noon.getTime(),
      };
    }),
  );
};

/** Logins by the day they end or ended on, soonest first; those of which nothing is known are left out. */
export const expiriesByDay = (
  connections: readonly ConnectionView[],
): ReadonlyMap<string, readonly ConnectionView[]> => {
  const known = connections.filter((one) => Number.isFinite(endInstant(one)));
  const days = new Map<string, ConnectionView[]>();
  for (const connection of known.toSorted((a, b) => endInstant(a) - endInstant(b))) {
    const key = dayKey(endInstant(connection));
    if (key === undefined) continue;
    const day = days.get(key);
    if (day === undefined) days.set(key, [connection]);
    else day.push(connection);
  }
  return days;
};

/** The day to open a month on: today or the next with an end, else the first; undefined where none has. */
export const firstMarked = (
  weeks: readonly (readonly MonthDay[])[],
  ends: ReadonlyMap<string, unknown>,
  today: string | undefined,
): string | undefined => {
  const marked = weeks
    .flat()
    .filter(({ key, isInMonth }) => isInMonth && ends.has(key))
    .map(({ key }) => key);
  return marked.find((key) => today !== undefined && key >= today) ?? marked[0];
};
