/**
 * How many seconds before now we say that we made a proof or an assertion. A server whose clock is a
 * moment behind ours takes one made "now" for one from the future, and some allow none of that:
 * Glewlwyd refuses it even on the same machine, because `time(2)` lags by a tick at each new second.
 * @see RFC 9449 §11.1, RFC 7523 §3
 */
export const BACKDATING = 2;
