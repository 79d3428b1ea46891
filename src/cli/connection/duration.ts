import { usageFailure } from '../failure.ts';

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds. No server's access token is asked to live for longer than a day. */
export const LONGEST_MINIMUM = 86_400;

/**
 * Reads `90`, `90s`, `15m`, `2h` or `1d` as seconds.
 *
 * @throws CliFailure VK_INVALID_INPUT
 */
export const secondsOf = (text: string): number => {
  const [, digits, unit = 's'] = /^(\d{1,7})([smhd]?)$/.exec(text) ?? [];
  if (digits === undefined) {
    throw usageFailure('A duration is a number of seconds, or such as 15m or 2h.');
  }
  const seconds = Number(digits) * (SECONDS[unit === '' ? 's' : unit] ?? 1);
  if (seconds > LONGEST_MINIMUM) throw usageFailure('A token is asked to live a day at most.');
  return seconds;
};
