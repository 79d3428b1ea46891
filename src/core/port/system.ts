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

/** Random bytes from the system's generator, as base64url text without padding. */
export interface Random {
  /** @param bytes how many; 16 gives an id, 32 a `state` */
  base64url(bytes: number): string;
}

/** SHA-256 of ASCII text as base64url without padding, at once: a redirect cannot be kept waiting. */
export type Digest = (text: string) => string;
