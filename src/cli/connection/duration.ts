import { usageFailure } from '../failure.ts';

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

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
  return Number(digits) * (SECONDS[unit === '' ? 's' : unit] ?? 1);
};
