import { useSyncExternalStore } from 'react';

const TICK = 1000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

const tick = (): void => {
  now = Date.now();
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  if (timer === undefined) {
    now = Date.now();
    timer = setInterval(tick, TICK);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === undefined) return;
    clearInterval(timer);
    timer = undefined;
  };
};

const MINUTE = 60_000;

/** The time in milliseconds, at the minute: for what would be drawn again each second for nothing. */
export const useMinute = (): number =>
  useSyncExternalStore(subscribe, () => Math.floor(now / MINUTE) * MINUTE);

/** The time in milliseconds, once a second, from one clock for the whole window. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now);
