import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const NANO_PER_MILLI = 1e6;

/** How long this thread has waited for a processor so far: the machine's doing, not ours. */
const starvedMs = (): number => {
  const [, waited = '0'] = readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ');
  return Number(waited) / NANO_PER_MILLI;
};

/** Measures from now on; `stop` gives the longest time, in ms, that this event loop stood still. */
export const measureLag = (): { stop(): number } => {
  const starvedBefore = starvedMs();
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  return {
    stop() {
      delay.disable();
      return delay.max / NANO_PER_MILLI - (starvedMs() - starvedBefore);
    },
  };
};
