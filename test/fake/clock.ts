import type { Clock } from '../../src/core/port/system.ts';
import {
  after,
  epochMs,
  seconds,
  type EpochMs,
  type Seconds,
} from '../../src/vocabulary/instant.ts';

/** A `Clock` that never waits. */
export interface FakeClock extends Clock {
  /** Every duration that was asked of `sleep`, in order. */
  readonly slept: readonly Seconds[];
  /** How many sleepers have not been woken. */
  readonly sleeping: number;
  /** Moves both clocks on and wakes whoever is due; resolves once they have run. */
  advance(by: number): Promise<void>;
  /** Moves the wall clock alone, as a person or NTP does. */
  jump(by: number): void;
}

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** 2026-01-01T00:00:00Z. */
export const FAKE_EPOCH: EpochMs = epochMs(1_767_225_600_000);

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

/**
 * @param options.skip true (the default): `sleep` moves time on by itself and resolves at once, so a
 *   polling loop runs through; false: sleepers wait for `advance`
 */
export const fakeClock = (
  options: { readonly start?: EpochMs; readonly skip?: boolean } = {},
): FakeClock => {
  const slept: Seconds[] = [];
  const sleepers = new Set<Sleeper>();
  let wall = options.start ?? FAKE_EPOCH;
  let elapsed = 0;
  const moveOn = (by: number): void => {
    wall = after(wall, seconds(by));
    elapsed += by;
  };
  return {
    slept,
    get sleeping() {
      return sleepers.size;
    },
    now: () => wall,
    monotonic: () => seconds(elapsed),
    async sleep(duration, signal) {
      signal?.throwIfAborted();
      slept.push(duration);
      if (options.skip ?? true) return moveOn(duration);
      await new Promise<void>((resolve, reject) => {
        const sleeper: Sleeper = { due: elapsed + duration, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(signal.reason as Error);
        });
      });
    },
    async advance(by) {
      moveOn(by);
      const due = [...sleepers].filter((one) => one.due <= elapsed).sort((a, b) => a.due - b.due);
      for (const sleeper of due) {
        sleepers.delete(sleeper);
        sleeper.wake();
      }
      await settle();
    },
    jump(by) {
      wall = after(wall, seconds(by));
    },
  };
};
