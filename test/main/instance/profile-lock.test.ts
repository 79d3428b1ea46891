import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { profileAddress, takeProfileLock } from '../../../src/main/instance/profile-lock.ts';

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

/** Any process of any user can listen there. */
const takeAddressOf = async (profile: string) => {
  const server = createServer();
  server.listen(profileAddress(profile));
  await once(server, 'listening');
  return server;
};

const NOBODY = 65_534;

describe.runIf(process.platform === 'linux')('the lock on a profile', () => {
  test('is not given away by a stranger who listens at the profile’s abstract address', async () => {
    const stranger = await takeAddressOf(folder);
    expect(await takeProfileLock(folder)).toBe(true);
    expect(await takeProfileLock(folder)).toBe(false);
    stranger.close();
  });

  test.runIf(process.getuid?.() === 0)('cannot be taken by another user', async () => {
    writeFileSync(join(folder, 'lock'), '', { mode: 0o666 });
    expect(await takeProfileLock(folder)).toBe(true);
    chmodSync(folder, 0o755);
    const args = ['--nonblock', join(folder, 'lock'), 'true'];
    const { status } = spawnSync('flock', args, { uid: NOBODY, gid: NOBODY });
    // Not opened, which is another status than "held".
    expect(status).toBeGreaterThan(1);
  });

  test('is the abstract address where the machine has no flock(1)', async () => {
    expect(await takeProfileLock(folder, 'linux', [])).toBe(true);
    expect(await takeProfileLock(folder, 'linux', [])).toBe(false);
  });

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
