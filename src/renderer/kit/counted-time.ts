import { timeParts } from './words/time-words.ts';

const counted = (value: number, unit: string): string =>
  `${value} ${unit}${value === 1 ? '' : 's'}`;

/** A length of time by its largest part, said out: `3 days`, `1 hour`, `5 minutes`. */
export const countedTime = (milliseconds: number): string => {
  const { days, hours, minutes } = timeParts(milliseconds);
  if (days > 0) return counted(days, 'day');
  if (hours > 0) return counted(hours, 'hour');
  return minutes > 0 ? counted(minutes, 'minute') : 'less than a minute';
};
