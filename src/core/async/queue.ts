import type { ConnectionId } from '../../vocabulary/id.ts';

/** Runs one piece of work at a time, in the order of the asking, whatever became of those before. */
export type InOrder = <T>(work: () => Promise<T>) => Promise<T>;

export const createQueue = (): InOrder => {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
};

/** Takes turns: one task at a time for each connection, any number across connections. */
export interface Turns {
  /** Runs `task` once all earlier tasks of that connection have ended, well or badly. */
  take<T>(id: ConnectionId, task: () => Promise<T>): Promise<T>;
  /** Resolves once no task is left. */
  idle(): Promise<void>;
}

export const createTurns = (): Turns => {
  const last = new Map<ConnectionId, Promise<unknown>>();
  return {
    async take(id, task) {
      const before = last.get(id);
      const mine = before === undefined ? task() : before.then(task, task);
      const ended = mine.catch(() => undefined);
      last.set(id, ended);
      try {
        return await mine;
      } finally {
        if (last.get(id) === ended) last.delete(id);
      }
    },
    async idle() {
      while (last.size > 0) await Promise.all(last.values());
    },
  };
};
