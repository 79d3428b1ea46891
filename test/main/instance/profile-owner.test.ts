import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { profileOwner, type ProcessFacts } from '../../../src/main/instance/own-profile.ts';

const none = (): never => {
  throw new Error('ESRCH');
};
const NOBODY: ProcessFacts = { stat: none, program: none, signal: none };
const inState = (letter: string): ProcessFacts => ({
  ...NOBODY,
  stat: (pid) => `${pid} (an (odd) T name) ${letter} 1 2 3`,
  program: () => process.execPath,
});

let folder = '';
const lock = (target: string): void => symlinkSync(target, join(folder, 'SingletonLock'));
const onLinux = (facts: ProcessFacts) => profileOwner(folder, facts, 'linux');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vk-owner-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test.each([
  ['T', 'stopped'],
  ['t', 'stopped'],
  ['S', 'running'],
  ['R', 'running'],
  ['D', 'running'],
  ['Z', 'gone'],
  ['X', 'gone'],
] as const)('an owner of the lock in state %s is %s', (letter, expected) => {
  lock('some-host-4711');
  const asked: string[] = [];
  const facts = inState(letter);
  const stat = (pid: string): string => {
    asked.push(pid);
    return facts.stat(pid);
  };
  expect(onLinux({ ...facts, stat })).toBe(expected);
  expect(asked).toEqual(['4711']);
});

test('the process that asks is running', () => {
  lock(`some-host-${String(process.pid)}`);
  expect(profileOwner(folder)).toBe('running');
});

test('without a lock, or with one that names nobody, the owner is gone', () => {
  expect(onLinux(inState('S'))).toBe('gone');
  lock('nonsense');
  expect(onLinux(inState('S'))).toBe('gone');
});

test('a process that has ended is gone, on any system', () => {
  lock('some-host-4711');
  expect(onLinux(NOBODY)).toBe('gone');
  expect(profileOwner(folder, NOBODY, 'darwin')).toBe('gone');
});

test('a number that another program has now is not the owner', () => {
  lock('some-host-4711');
  expect(onLinux({ ...inState('S'), program: () => '/usr/bin/cat' })).toBe('gone');
});

test('a program that was updated while it runs, or whose path is kept from us, is the owner', () => {
  lock('some-host-4711');
  const updated = `${process.execPath} (deleted)`;
  expect(onLinux({ ...inState('S'), program: () => updated })).toBe('running');
  expect(onLinux({ ...inState('S'), program: none })).toBe('running');
});

test('where there is no /proc, a process that can be signalled is running', () => {
  lock('some-host-4711');
  expect(profileOwner(folder, { ...NOBODY, signal: () => undefined }, 'darwin')).toBe('running');
});
