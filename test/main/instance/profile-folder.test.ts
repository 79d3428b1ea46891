import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { makeProfileFolder } from '../../../src/main/instance/profile-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'profile-folder-'));
const path = join(root, 'a', 'profile');
/** A worker of the test runner may not set its umask. */
const umask = vi.fn<(mask: number) => number>();
const makeFolder = (): void =>
  makeProfileFolder(path, { umask, getuid: () => process.getuid?.() ?? 0 });
const modeOf = (folder: string): number => statSync(folder).mode & 0o777;

afterEach(() => rmSync(join(root, 'a'), { recursive: true, force: true }));

describe('the folder of a profile', () => {
  test('is made for its owner alone', () => {
    makeFolder();
    expect(modeOf(path)).toBe(0o700);
  });

  test('keeps from other users whatever this process makes after it', () => {
    makeFolder();
    expect(umask).toHaveBeenCalledWith(0o077);
  });

  test('that its owner may not write to stays so', () => {
    mkdirSync(path, { recursive: true });
    chmodSync(path, 0o555);
    makeFolder();
    expect(modeOf(path)).toBe(0o500);
  });

  test.each([0o755, 0o777, 0o750, 0o701])('that has the mode %o is repaired', (mode) => {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'kept'), '');
    chmodSync(path, mode);
    makeFolder();
    expect(modeOf(path)).toBe(0o700);
    expect(statSync(join(path, 'kept')).isFile()).toBe(true);
  });

  test.each([
    ['of another owner', { umask, getuid: () => (process.getuid?.() ?? 0) + 1 }],
    ['of a system without owners', { umask }],
  ])('%s stays as it is', (_, program) => {
    mkdirSync(path, { recursive: true });
    chmodSync(path, 0o755);
    makeProfileFolder(path, program);
    expect(modeOf(path)).toBe(0o755);
  });
});
