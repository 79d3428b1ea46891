import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { quitCleanly } from '../../../src/main/instance/process.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const rig = (close: () => Promise<void>) => {
  const exit = vi.fn();
  const app = Object.assign(new EventEmitter(), { quit: vi.fn(), exit });
  const closing = vi.fn(close);
  quitCleanly(app as unknown as Parameters<typeof quitCleanly>[0], closing);
  const event = { preventDefault: vi.fn() };
  const quit = () => app.emit('before-quit', event);
  return { quit, exit, closing, event };
};

it('ends once what is under way is durable', async () => {
  let done = (): void => undefined;
  const { quit, exit, event } = rig(() => new Promise((resolve) => (done = resolve)));
  quit();
  await vi.advanceTimersByTimeAsync(4000);
  expect(event.preventDefault).toHaveBeenCalled();
  expect(exit).not.toHaveBeenCalled();
  done();
  await vi.advanceTimersByTimeAsync(0);
  expect(exit).toHaveBeenCalledExactlyOnceWith(0);
});

it('ends after five seconds whatever hangs', async () => {
  const { quit, exit } = rig(() => new Promise(() => undefined));
  quit();
  await vi.advanceTimersByTimeAsync(5000);
  expect(exit).toHaveBeenCalledExactlyOnceWith(0);
});

it('ends also where closing fails', async () => {
  const { quit, exit } = rig(() => Promise.reject(new Error('the disk is full')));
  quit();
  await vi.advanceTimersByTimeAsync(0);
  expect(exit).toHaveBeenCalledExactlyOnceWith(0);
});

it('closes once, however often a person asks', async () => {
  const { quit, closing, event } = rig(() => new Promise(() => undefined));
  quit();
  quit();
  await vi.advanceTimersByTimeAsync(0);
  expect(closing).toHaveBeenCalledOnce();
  expect(event.preventDefault).toHaveBeenCalledTimes(2);
});
