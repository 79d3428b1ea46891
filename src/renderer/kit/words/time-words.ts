/** A length of time cut into the parts a person reads. Negative lengths count as none. */
export interface TimeParts {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

/** Cuts milliseconds into parts; a begun second counts, so that a countdown ends on 0:00 exactly. */
export const timeParts = (milliseconds: number): TimeParts => {
  const total = Math.max(0, Math.ceil(milliseconds / 1000));
  return {
    days: Math.floor(total / 86_400),
    hours: Math.floor(total / 3600) % 24,
    minutes: Math.floor(total / 60) % 60,
    seconds: total % 60,
  };
};

const two = (value: number): string => String(value).padStart(2, '0');

/** As a clock: `0:07`, `14:32`, `1:02:03`, `3 d 4 h`. */
export const clockWords = (milliseconds: number): string => {
  const { days, hours, minutes, seconds } = timeParts(milliseconds);
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours}:${two(minutes)}:${two(seconds)}`;
  return `${minutes}:${two(seconds)}`;
};

/** In the least room: `7 s`, `14 min`, `2 h`, `3 d`. */
export const shortWords = (milliseconds: number): string => {
  const { days, hours, minutes, seconds } = timeParts(milliseconds);
  if (days > 0) return `${days} d`;
  if (hours > 0) return `${hours} h`;
  return minutes > 0 ? `${minutes} min` : `${seconds} s`;
};

const counted = (value: number, unit: string): string =>
  `${value} ${unit}${value === 1 ? '' : 's'}`;

/** As one would say it, the two largest parts: `14 minutes 32 seconds`, `1 hour`. */
export const spokenWords = (milliseconds: number): string => {
  const { days, hours, minutes, seconds } = timeParts(milliseconds);
  const all = [counted(days, 'day'), counted(hours, 'hour'), counted(minutes, 'minute')];
  const parts = [...all, counted(seconds, 'second')];
  const first = [days, hours, minutes, seconds].findIndex((value) => value > 0);
  if (first === -1) return '0 seconds';
  return parts
    .slice(first, first + 2)
    .filter((part) => !part.startsWith('0 '))
    .join(' ');
};

const LAST_INSTANT = 8.64e15;
const moment = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

/** A date and time in the person's own zone, or plain words where no date can hold it (ECMA-262 TimeClip). */
export const momentWords = (instant: number): string =>
  Number.isFinite(instant) && Math.abs(instant) <= LAST_INSTANT
    ? moment.format(instant)
    : 'out of range';

/** How long ago: `just now`, `4 min ago`. */
export const agoWords = (instant: number, now: number): string =>
  now - instant < 10_000 ? 'just now' : `${shortWords(now - instant)} ago`;

const hour = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const dayAndHour = new Intl.DateTimeFormat('en', {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const SHORT_OF_A_DAY = 12 * 3_600_000;

/** Until when, in the person's own zone: `14:32`, or with the day where that could be another one. */
export const untilWords = (instant: number, now: number): string => {
  if (!Number.isFinite(instant) || Math.abs(instant) > LAST_INSTANT) return 'out of range';
  return (Math.abs(instant - now) < SHORT_OF_A_DAY ? hour : dayAndHour).format(instant);
};

const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

/** The day of a moment, in the person's own zone: `Nov 3, 2026`. */
export const dayWords = (instant: number): string =>
  Number.isFinite(instant) && Math.abs(instant) <= LAST_INSTANT
    ? day.format(instant)
    : 'out of range';
