declare const unit: unique symbol;

/** A length of time in whole or fractional seconds, as `expires_in` counts it (RFC 6749 §5.1). */
export type Seconds = number & { readonly [unit]: 'seconds' };

/** A point in time in milliseconds since 1970-01-01T00:00:00Z, as `Date.now` counts it. */
export type EpochMs = number & { readonly [unit]: 'epoch-ms' };

/** Marks a plain number as seconds. */
export const seconds = (value: number): Seconds => value as Seconds;

/** Marks a plain number as milliseconds since the epoch. */
export const epochMs = (value: number): EpochMs => value as EpochMs;

/** The instant that lies `by` after `from`. */
export const after = (from: EpochMs, by: Seconds): EpochMs => epochMs(from + by * 1000);

/** How long from `from` until `to`; negative once `to` has passed. */
export const between = (from: EpochMs, to: EpochMs): Seconds => seconds((to - from) / 1000);
