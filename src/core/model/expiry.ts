import { between, seconds, type EpochMs, type Seconds } from '../../vocabulary/instant.ts';

/** Assumed where a reply has no `expires_in`: short, never "for ever". @see RFC 6749 §5.1 */
export const ASSUMED_LIFETIME: Seconds = seconds(300);
/** Longer claims are cut to this: ten years, so that no arithmetic on instants can overflow. */
export const LONGEST_LIFETIME: Seconds = seconds(10 * 365 * 24 * 3600);
/** Two refreshes for one connection's same token are never closer, whatever the server says. */
export const REFRESH_FLOOR: Seconds = seconds(5);

const MARGIN_FLOOR = 60;
const MARGIN_SHARE = 0.1;

/**
 * How long before its end a token counts as stale: the larger of 60 s and a tenth of its life, but
 * never more than half of it, so that a 30-second token is not stale at birth.
 */
export const freshnessMargin = (lifetime: Seconds): Seconds =>
  seconds(Math.min(Math.max(MARGIN_FLOOR, lifetime * MARGIN_SHARE), lifetime / 2));

/** Of a life too short for what is asked, as much as one gets without a refresh for every copy. */
const GOOD_SHARE = 0.75;

/** What a token must have left to be given again. */
export interface Need {
  /** Honoured as far as the server's lifetimes allow. */
  readonly atLeast?: Seconds;
  /** A refresh ends the token before it, and every copy of that: it comes late rather than early. */
  readonly refreshesLate?: boolean;
}

/**
 * Whether `left` of `lifetime` will do, so that a refresh would bring nothing worth having. Where a
 * new token could live for `atLeast` only in its first moments, or not at all, three quarters of
 * its life, or an age below the floor, are good enough.
 */
export const isEnough = (left: Seconds, lifetime: Seconds, need: Need = {}): boolean => {
  const { atLeast = 0, refreshesLate = false } = need;
  const margin = refreshesLate ? Math.min(MARGIN_FLOOR, lifetime / 2) : freshnessMargin(lifetime);
  const newest = lifetime - REFRESH_FLOOR;
  const least = atLeast <= newest ? atLeast : Math.min(lifetime * GOOD_SHARE, newest);
  return left > margin && left >= least;
};

/** Whether a token has at least `margin` left at `now`. */
export const isFresh = (expiresAt: EpochMs, margin: Seconds, now: EpochMs): boolean =>
  between(now, expiresAt) > margin;
