import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { takeProfileLock } from '../../../src/main/instance/profile-lock.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vk-lock-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Another process that takes the lock and says whether it has it. */
const elsewhere = async () => {
  const module = join(import.meta.dirname, '../../../src/main/instance/profile-lock.ts');
  const program = `
    import { takeProfileLock } from ${JSON.stringify(module)};
    console.log(await takeProfileLock(${JSON.stringify(folder)}));
    setInterval(() => {}, 1000);`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    hasIt: String(said).trim() === 'true',
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
};

describe.runIf(process.platform === 'linux')('the lock on a profile', () => {
  test('is given once, whatever the folder is called', async () => {
    const alias = `${folder}-alias`;
    symlinkSync(folder, alias);
    expect(await takeProfileLock(folder)).toBe(true);
    expect(await takeProfileLock(folder)).toBe(false);
    expect(await takeProfileLock(alias)).toBe(false);
    rmSync(alias);
  });

  test('is another one for another profile', async () => {
    const other = join(folder, 'other');
    mkdirSync(other);
    expect(await takeProfileLock(folder)).toBe(true);
    expect(await takeProfileLock(other)).toBe(true);
  });

  test('ends with its process, however that ends', async () => {
    const other = await elsewhere();
    expect(other.hasIt).toBe(true);
    expect(await takeProfileLock(folder)).toBe(false);
    await other.kill();
    expect(await takeProfileLock(folder)).toBe(true);
  });
});

test('on Windows Chromium’s own lock is the kernel’s', async () => {
  expect(await takeProfileLock(folder, 'win32')).toBe(true);
  expect(await takeProfileLock(folder, 'win32')).toBe(true);
});
