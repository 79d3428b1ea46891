import { evenAxis, type Tick } from '../../../kit/time-axis.tsx';

/** A piece of time, in milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How much time the picture holds. */
export const ZOOMS = ['hour', 'day', 'week', 'month'] as const;
export type Zoom = (typeof ZOOMS)[number];

const LENGTHS: Readonly<Record<Zoom, number>> = {
  hour: HOUR,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
};

/** Where "now" stands: most of the picture is past, since little of the future is known. */
const NOW_AT = 0.8;

/** The time shown at a zoom, moved by so many halves of it. */
export const visibleSpan = (zoom: Zoom, now: number, halves: number): Span => {
  const length = LENGTHS[zoom];
  const from = now - NOW_AT * length + (halves * length) / 2;
  return { from, to: from + length };
};

/** Where instants stand in the picture of a span. */
export const axisOf = ({ from, to }: Span) => evenAxis(from, to);

/** Whether an instant is within a span; its end is not. */
export const isWithin = (instant: number, { from, to }: Span): boolean =>
  instant >= from && instant < to;

const time = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const weekdayName = new Intl.DateTimeFormat('en', { weekday: 'short' });
const weekday = (at: Date): string => `${weekdayName.format(at)} ${at.getDate()}`;
const date = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' });

interface Step {
  /** The first line at or before an instant. */
  readonly floor: (at: Date) => Date;
  readonly next: (at: Date) => Date;
  readonly words: (at: Date) => string;
}

const onDay = (at: Date, days: number): Date =>
  new Date(at.getFullYear(), at.getMonth(), at.getDate() + days);
const HOURS = 4;
const MINUTES = 10;
const DAYS = 5;

/** Lines stand at round times of the person's own clock, also on days with 23 or 25 hours. */
const STEPS: Readonly<Record<Zoom, Step>> = {
  hour: {
    floor: (at) => new Date(Math.floor(at.getTime() / (MINUTES * MINUTE)) * MINUTES * MINUTE),
    next: (at) => new Date(at.getTime() + MINUTES * MINUTE),
    words: (at) => time.format(at),
  },
  day: {
    floor: (at) => onDay(at, 0),
    next: (at) => new Date(at.getFullYear(), at.getMonth(), at.getDate(), at.getHours() + HOURS),
    words: (at) => (at.getHours() === 0 ? weekday(at) : time.format(at)),
  },
  week: {
    floor: (at) => onDay(at, 0),
    next: (at) => onDay(at, 1),
    words: weekday,
  },
  month: {
    floor: (at) => onDay(at, 0),
    next: (at) => onDay(at, DAYS),
    words: (at) => date.format(at),
  },
};

/** The lines of the axis within the span, from left to right. */
export const ticksOf = (zoom: Zoom, span: Span): readonly Tick[] => {
  const { floor, next, words } = STEPS[zoom];
  const { place } = axisOf(span);
  const ticks: Tick[] = [];
  for (let at = floor(new Date(span.from)); at.getTime() <= span.to; at = next(at)) {
    if (at.getTime() >= span.from) ticks.push({ at: place(at.getTime()), words: words(at) });
  }
  return ticks;
};
