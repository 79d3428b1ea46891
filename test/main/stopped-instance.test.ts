import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isFirstInstanceStopped } from '../../src/main/stopped-instance.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vk-stopped-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test.each([
  ['T', true],
  ['t', true],
  ['S', false],
  ['R', false],
])('an owner of the lock in state %s is stopped: %s', (state, expected) => {
  symlinkSync('some-host-4711', join(folder, 'SingletonLock'));
  const asked: string[] = [];
  const stat = (pid: string): string => {
    asked.push(pid);
    return `${pid} (an (odd) T name) ${state} 1 2 3`;
  };
  expect(isFirstInstanceStopped(folder, stat)).toBe(expected);
  expect(asked).toEqual(['4711']);
});

test('without a lock, or with an owner that has gone, nobody is stopped', () => {
  expect(isFirstInstanceStopped(folder)).toBe(false);
  symlinkSync('some-host-4711', join(folder, 'SingletonLock'));
  const gone = (): never => {
    throw new Error('ENOENT');
  };
  expect(isFirstInstanceStopped(folder, gone)).toBe(false);
});
