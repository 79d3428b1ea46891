import { EventEmitter } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import { commands } from '../../../src/contract/contract.ts';
import { createLock } from '../../../src/core/connection/lock.ts';
import { lockedBy, showLock } from '../../../src/main/compose/locking.ts';
import type { Dispatch } from '../../../src/main/ipc/router.ts';
import { fakeClock } from '../../fake/clock.ts';

const rig = () => {
  const lock = createLock({ drop: () => undefined, onChange: () => undefined });
  const power = Object.assign(new EventEmitter(), { getSystemIdleTime: () => 0 });
  const dispatch = vi.fn<Dispatch>(() => Promise.resolve({ ok: true, value: [] }));
  const stop = new AbortController();
  const guarded = lockedBy(lock, dispatch, {
    power: power as unknown as Parameters<typeof lockedBy>[2]['power'],
    clock: fakeClock({ skip: false }),
    settings: () => ({ lockWithSystem: true, autoLockMinutes: 5 }),
    signal: stop.signal,
  });
  return { lock, power, dispatch, guarded, stop };
};

describe('the commands of a program that can be locked', () => {
  test('are not answered once the system has locked its screen', async () => {
    const { lock, power, dispatch, guarded, stop } = rig();
    expect(await guarded('renderer', 'connection.list', {})).toMatchObject({ ok: true });
    power.emit('lock-screen');
    expect(lock.isLocked).toBe(true);
    expect(await guarded('renderer', 'connection.list', {})).toMatchObject({
      ok: false,
      failure: { code: 'VK_LOCKED' },
    });
    expect(dispatch).toHaveBeenCalledTimes(1);
    stop.abort();
  });

  test('are answered while it is locked where they say how it is, or unlock it, and no others are', async () => {
    const { lock, dispatch, guarded, stop } = rig();
    lock.lock();
    for (const name of Object.keys(commands)) await guarded('renderer', name, {});
    expect(dispatch.mock.calls.map(([, name]) => name).sort()).toEqual([
      'app.status',
      'app.unlock',
      'settings.read',
      'storage.probe',
      'storage.unlock',
    ]);
    stop.abort();
  });
});

type Shown = Parameters<typeof showLock>[0];

const twoPages = () => {
  const pages = [{ reload: vi.fn() }, { reload: vi.fn() }];
  return { pages, trusted: { list: () => pages } as unknown as Shown['pages'] };
};

test('a lock tells every page and the desktop, and loads every page anew: one may hold a token', () => {
  const { pages, trusted } = twoPages();
  const [emit, lockChanged] = [vi.fn(), vi.fn()];
  showLock({ emit, desktop: { lockChanged }, pages: trusted });
  expect(emit).toHaveBeenCalledWith('app.changed', {});
  expect(lockChanged).toHaveBeenCalledTimes(1);
  for (const { reload } of pages) expect(reload).toHaveBeenCalledTimes(1);
});

test('a lock loads every page anew also while there is no menu and no tray yet', () => {
  const { pages, trusted } = twoPages();
  showLock({ emit: vi.fn(), desktop: undefined, pages: trusted });
  for (const { reload } of pages) expect(reload).toHaveBeenCalledTimes(1);
});
