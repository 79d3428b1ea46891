import { setImmediate as nextTurn } from 'node:timers/promises';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Collects garbage until `isDone` says so, in turns of their own: what a turn has looked at stays for it. At most ten. */
export const collectGarbageUntil = async (isDone: () => boolean): Promise<void> => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let turn = 0; turn < 10; turn += 1) {
    await nextTurn();
    collect();
    if (isDone()) return;
  }
};

/** Bytes that are alive on the heap of this thread, or garbage that is not collected yet. */
export const heapBytes = (): number => getHeapStatistics().used_heap_size;
