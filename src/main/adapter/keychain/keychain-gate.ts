import type { Clock } from '../../../core/port/clock.ts';
import type { Seconds } from '../../../vocabulary/instant.ts';

/** One holder's time at the gate. */
export interface Turn {
  /** The caller has been told that it failed: no act that has not begun may begin any more. */
  readonly abandoned: boolean;
}

export interface Gate {
  /**
   * Runs `work` when all before it are done. A caller waits at most `patience`, counted from the
   * asking; then it is rejected while its work, if begun, keeps the gate until it settles.
   */
  run<T>(work: (turn: Turn) => Promise<T>): Promise<T>;
}

/** A semaphore of one whose waiters do not wait for ever. */
export const createGate = (clock: Clock, patience: Seconds, expired: () => Error): Gate => {
  let last: Promise<unknown> = Promise.resolve();
  const queue = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
  return {
    run: async (work) => {
      const turn = { abandoned: false };
      const settled = new AbortController();
      const outcome = queue(() => work(turn));
      const timeout = clock.sleep(patience, settled.signal).then(() => {
        turn.abandoned = true;
        throw expired();
      });
      return Promise.race([outcome, timeout]).finally(() => settled.abort());
    },
  };
};
