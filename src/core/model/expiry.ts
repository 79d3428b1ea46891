import { between, seconds, type EpochMs, type Seconds } from '../../shared/vocabulary/instant.ts';

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

/** Whether a token has at least `margin` left at `now`. */
export const isFresh = (expiresAt: EpochMs, margin: Seconds, now: EpochMs): boolean =>
  between(now, expiresAt) > margin;
