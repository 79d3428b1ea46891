import { ValetKeyError } from '../../core/fault/valet-key-error.ts';
import type { Clock } from '../../core/port/clock.ts';

const WINDOW_SECONDS = 60;
const MOST_IN_WINDOW = 20;

/**
 * How often tokens may be shown: more than a person needs, fewer than a compromised page wants.
 * The returned function fails with VK_RATE_LIMITED.
 */
export const createRevealLimit = (clock: Pick<Clock, 'monotonic'>): (() => void) => {
  let recent: readonly number[] = [];
  return () => {
    const now = clock.monotonic();
    recent = recent.filter((at) => now - at < WINDOW_SECONDS);
    if (recent.length >= MOST_IN_WINDOW) {
      const retryAfterSeconds = Math.ceil(WINDOW_SECONDS - (now - (recent[0] ?? now)));
      throw new ValetKeyError('VK_RATE_LIMITED', { fields: { retryAfterSeconds } });
    }
    recent = [...recent, now];
  };
};
