import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../../src/main/adapter/system/system-ports.ts';
import { seconds } from '../../../../src/vocabulary/instant.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the system clock', () => {
  it('sleeps longer than one timer can: 60 days are not one millisecond', async () => {
    let woke = false;
    const days = 24 * 3600;
    void systemClock.sleep(seconds(60 * days)).then(() => {
      woke = true;
    });
    await vi.advanceTimersByTimeAsync(59.9 * days * 1000);
    expect(woke).toBe(false);
    await vi.advanceTimersByTimeAsync(0.1 * days * 1000);
    expect(woke).toBe(true);
  });

  it('stops sleeping with the reason of the signal, and leaves no timer', async () => {
    const abort = new AbortController();
    const sleeping = systemClock.sleep(seconds(10), abort.signal);
    const reason = new Error('cancelled');
    abort.abort(reason);
    await expect(sleeping).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not begin to sleep under a signal that is aborted already', async () => {
    await expect(systemClock.sleep(seconds(10), AbortSignal.abort())).rejects.toThrow();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('counts monotonic time in seconds', () => {
    const before = systemClock.monotonic();
    vi.advanceTimersByTime(1500);
    expect(systemClock.monotonic() - before).toBeCloseTo(1.5);
  });
});
