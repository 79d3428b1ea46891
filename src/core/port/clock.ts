import type { EpochMs, Seconds } from '../../vocabulary/instant.ts';

/** Time, from outside. Tests hand in one that does not wait and writes down what was asked. */
export interface Clock {
  /** The wall clock. */
  now(): EpochMs;
  /** Seconds since some fixed start; never jumps, counts through sleep where the system can. */
  monotonic(): Seconds;
  /** Resolves after `duration`; rejects with the signal's reason when aborted. */
  sleep(duration: Seconds, signal?: AbortSignal): Promise<void>;
}
