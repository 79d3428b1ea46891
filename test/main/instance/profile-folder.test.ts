import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { makeProfileFolder } from '../../../src/main/instance/profile-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'profile-folder-'));
const path = join(root, 'a', 'profile');
const modeOf = (folder: string): number => statSync(folder).mode & 0o777;

afterEach(() => rmSync(join(root, 'a'), { recursive: true, force: true }));

describe('the folder of a profile', () => {
  test('is made for its owner alone', () => {
    makeProfileFolder(path);
    expect(modeOf(path)).toBe(0o700);
  });

  test.each([0o755, 0o777, 0o750, 0o701, 0o500])('that has the mode %o is repaired', (mode) => {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'kept'), '');
    chmodSync(path, mode);
    makeProfileFolder(path);
    expect(modeOf(path)).toBe(0o700);
    expect(statSync(join(path, 'kept')).isFile()).toBe(true);
  });
});
