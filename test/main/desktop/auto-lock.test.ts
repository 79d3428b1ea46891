import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { startAutoLock, type AutoLockSettings } from '../../../src/main/desktop/auto-lock.ts';
import { fakeClock } from '../../fake/clock.ts';

const rig = (settings: Partial<AutoLockSettings> = {}) => {
  const clock = fakeClock({ skip: false });
  const stop = new AbortController();
  const locks: number[] = [];
  const power = Object.assign(new EventEmitter(), { idle: 0, getSystemIdleTime: () => power.idle });
  startAutoLock(
    { isLocked: false, lock: () => void locks.push(clock.monotonic()) },
    {
      power: power as unknown as Parameters<typeof startAutoLock>[1]['power'],
      clock,
      settings: () => ({ lockWithSystem: true, autoLockMinutes: 5, ...settings }),
      signal: stop.signal,
    },
  );
  return { clock, stop, power, locks };
};

it.each(['suspend', 'lock-screen'])('locks on %s (T32), where it is wanted', (event) => {
  const wanted = rig();
  wanted.power.emit(event);
  expect(wanted.locks).toHaveLength(1);
  const unwanted = rig({ lockWithSystem: false });
  unwanted.power.emit(event);
  expect(unwanted.locks).toEqual([]);
});

it('locks once nobody has touched anything for as long as was set, looking every 15 seconds', async () => {
  const { clock, power, locks } = rig();
  power.idle = 299;
  await clock.advance(15);
  expect(locks).toEqual([]);
  power.idle = 300;
  await clock.advance(15);
  expect(locks).toEqual([30]);
});

it('never does so where 0 minutes are set', async () => {
  const { clock, power, locks } = rig({ autoLockMinutes: 0 });
  power.idle = 86_400;
  await clock.advance(15);
  expect(locks).toEqual([]);
});

it('looks no more once the program ends', async () => {
  const { clock, stop, power, locks } = rig();
  power.idle = 600;
  stop.abort();
  await clock.advance(60);
  expect(locks).toEqual([]);
  expect(clock.sleeping).toBe(0);
});
