import { expect, it } from 'vitest';
import { createLock } from '../../../src/core/connection/lock.ts';

const rig = () => {
  const events: string[] = [];
  const lock = createLock({
    drop: () => void events.push(`drop, locked: ${lock.isLocked}`),
    onChange: (isLocked) => void events.push(`change, locked: ${isLocked}`),
  });
  return { lock, events };
};

it('the lock begins open', () => {
  const { lock, events } = rig();
  expect(lock.isLocked).toBe(false);
  expect(events).toEqual([]);
});

it('locking drops what must go, after nothing is handed out any more and before the event', () => {
  const { lock, events } = rig();
  lock.lock();
  expect(events).toEqual(['drop, locked: true', 'change, locked: true']);
});

it('locking twice is locking once, and so is unlocking', () => {
  const { lock, events } = rig();
  lock.lock();
  lock.lock();
  lock.unlock();
  lock.unlock();
  expect(events).toEqual(['drop, locked: true', 'change, locked: true', 'change, locked: false']);
});

it('what cannot be dropped does not keep it open', () => {
  const lock = createLock({
    drop() {
      throw new Error('the clipboard does not answer');
    },
    onChange: () => undefined,
  });
  expect(() => lock.lock()).toThrow();
  expect(lock.isLocked).toBe(true);
});
