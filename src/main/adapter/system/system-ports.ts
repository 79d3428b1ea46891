import { createHash, randomBytes } from 'node:crypto';
import type { Clock, Digest, Random } from '../../../core/port/system.ts';
import { epochMs, seconds } from '../../../vocabulary/instant.ts';

/** A longer `setTimeout` fires after one millisecond. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const timer = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(handle);
      reject(signal?.reason as Error);
    };
    const handle = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', abort, { once: true });
  });

/** The real time. Sleeps of any length, in pieces the system's timers can count. */
export const systemClock: Clock = {
  now: () => epochMs(Date.now()),
  monotonic: () => seconds(performance.now() / 1000),
  async sleep(duration, signal) {
    signal?.throwIfAborted();
    let leftMs = Math.max(0, duration * 1000);
    do {
      const piece = Math.min(leftMs, LONGEST_TIMER_MS);
      await timer(piece, signal);
      leftMs -= piece;
    } while (leftMs > 0);
  },
};

/** The digest port on Node's own SHA-256. */
export const sha256Digest: Digest = (text) => createHash('sha256').update(text).digest('base64url');

/** The system's generator. */
export const systemRandom: Random = {
  base64url: (bytes) => randomBytes(bytes).toString('base64url'),
};
