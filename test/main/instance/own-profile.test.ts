import { describe, expect, test } from 'vitest';
import {
  type OwnerState,
  ownProfile,
  type OwnProfilePorts,
} from '../../../src/main/instance/own-profile.ts';

/** Ports that answer from lists, the last answer over and over, and note what was done. */
const answering = (answers: {
  readonly lock: readonly boolean[];
  readonly owner: readonly OwnerState[];
  readonly chromium: readonly boolean[];
}) => {
  const done: string[] = [];
  const next = <Value>(list: readonly Value[], name: string): Value => {
    const value = list[Math.min(done.filter((one) => one === name).length, list.length - 1)];
    done.push(name);
    if (value === undefined) throw new Error(`nobody was to ask for ${name}`);
    return value;
  };
  const ports: OwnProfilePorts = {
    isWritable: () => true,
    takeLock: () => Promise.resolve(next(answers.lock, 'lock')),
    owner: () => next(answers.owner, 'owner'),
    askChromium: () => next(answers.chromium, 'chromium'),
    releaseChromium: () => void done.push('release'),
    pause: () => Promise.resolve(void done.push('pause')),
  };
  return { ports, done };
};

describe('a start', () => {
  test('in a folder that may not be written asks for no lock, and ends as no owner', async () => {
    const { ports, done } = answering({ lock: [], owner: [], chromium: [] });
    expect(await ownProfile({ ...ports, isWritable: () => false })).toBe('not-writable');
    expect(done).toEqual([]);
  });

  test('with both locks owns the profile, also after an owner that was killed', async () => {
    const { ports, done } = answering({ lock: [true], owner: ['gone'], chromium: [true] });
    expect(await ownProfile(ports)).toBe('owned');
    expect(done).toEqual(['lock', 'owner', 'chromium']);
  });

  test('beside an owner tells it, and ends', async () => {
    const { ports } = answering({ lock: [false], owner: ['running'], chromium: [false] });
    expect(await ownProfile(ports)).toBe('notified');
  });

  test('beside an owner that has no lock of ours, an older version, tells it too', async () => {
    const { ports } = answering({ lock: [true], owner: ['running'], chromium: [false] });
    expect(await ownProfile(ports)).toBe('notified');
  });

  test.each([true, false])('beside a stopped owner asks nothing (lock: %s)', async (lock) => {
    const { ports } = answering({ lock: [lock], owner: ['stopped'], chromium: [] });
    expect(await ownProfile(ports)).toBe('owner-stopped');
  });

  test('leaves a stale lock to whoever has the other one, and then tells it', async () => {
    const owner = ['gone', 'gone', 'running'] as const;
    const { ports, done } = answering({ lock: [false], owner, chromium: [false] });
    expect(await ownProfile(ports)).toBe('notified');
    expect(done.filter((one) => one === 'chromium')).toHaveLength(1);
  });

  test('while the owner ends waits, and comes after it', async () => {
    const { ports } = answering({ lock: [false, false, true], owner: ['gone'], chromium: [true] });
    expect(await ownProfile(ports)).toBe('owned');
  });

  test('with Chromium’s lock alone gives it back and tries again', async () => {
    const { ports, done } = answering({
      lock: [false, true],
      owner: ['running'],
      chromium: [true],
    });
    expect(await ownProfile(ports)).toBe('owned');
    expect(done).toEqual([
      ...['lock', 'owner', 'chromium', 'release', 'pause'],
      ...['lock', 'owner', 'chromium'],
    ]);
  });

  test('never goes on without the lock: after five seconds it says that nobody answers', async () => {
    const { ports, done } = answering({ lock: [false], owner: ['gone'], chromium: [] });
    expect(await ownProfile(ports)).toBe('owner-silent');
    expect(done.filter((one) => one === 'pause')).toHaveLength(200);
  });
});
