import { clockWords, shortWords, spokenWords } from './time-words.ts';

/** What a token's end looks like from `now`. */
export interface Expiry {
  readonly tone: 'good' | 'warn' | 'bad';
  /** What is left of its life, 0 to 1. */
  readonly share: number;
  /** For a badge. */
  readonly short: string;
  /** For the large countdown. */
  readonly clock: string;
  /** For a screen reader and a tooltip. */
  readonly spoken: string;
}

const ENDING_SHARE = 0.2;
const ENDING_LONGEST = 5 * 60_000;

/** Both instants in milliseconds, `lifetime` in seconds. "Ending" is the last fifth, at most five minutes. */
export const expiryOf = (
  token: { readonly expiresAt: number; readonly lifetime: number },
  now: number,
): Expiry => {
  const whole = token.lifetime * 1000;
  // A clock that runs a little behind the server's must not show more than there was.
  const left = Math.min(token.expiresAt - now, whole);
  if (left <= 0) {
    return { tone: 'bad', share: 0, short: 'expired', clock: '0:00', spoken: 'Expired' };
  }
  const isEnding = left < Math.min(whole * ENDING_SHARE, ENDING_LONGEST);
  return {
    tone: isEnding ? 'warn' : 'good',
    share: whole > 0 ? Math.min(1, left / whole) : 0,
    short: shortWords(left),
    clock: clockWords(left),
    spoken: `Expires in ${spokenWords(left)}`,
  };
};
