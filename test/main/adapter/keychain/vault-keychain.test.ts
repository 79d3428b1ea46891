import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import * as nodeFs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../../../src/core/secret/secret.ts';
import { createObservable } from '../../../../src/core/async/observable.ts';
import type { KeychainState } from '../../../../src/vocabulary/storage.ts';
import type { VaultFs } from '../../../../src/main/adapter/keychain/vault-file.ts';
import {
  createVaultKeychain,
  keyHolder,
  type Vault,
  type VaultOptions,
} from '../../../../src/main/adapter/keychain/vault-keychain.ts';
import { seconds } from '../../../../src/vocabulary/instant.ts';
import { fakeClock } from '../../../fake/clock.ts';
import { keychainSuite } from '../../../port/keychain.suite.ts';

const passphrase = (text: string): Secret<'passphrase'> => Secret.of('passphrase', text);
const RIGHT = passphrase('correct horse battery staple');
const WRONG = passphrase('incorrect horse battery staple');
const LOCKED = { code: 'VK_KEYCHAIN_LOCKED' };
const NOT_WRITTEN = { code: 'VK_RECORD_NOT_WRITTEN' };
const UNREADABLE = { code: 'VK_RECORD_UNREADABLE' };
/** Cheap, for tests; the real one is tried once below. */
const COST = { N: 2, r: 8, p: 1 };
const IDLE = seconds(600);

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'valet-key-vault-'));
});
afterAll(() => rm(home, { recursive: true }));

let serial = 0;
const newPath = (): string => {
  serial += 1;
  return join(home, `vault-${serial}`);
};
const vaultAt = (path: string, options: Partial<VaultOptions> = {}): Vault =>
  createVaultKeychain({
    path,
    clock: fakeClock({ skip: false }),
    autoLockAfter: IDLE,
    cost: COST,
    ...options,
  });
const filled = async (): Promise<string> => {
  const path = newPath();
  const vault = vaultAt(path);
  await vault.create(RIGHT);
  await vault.set('g.a', 'value of a');
  await vault.set('g.b', 'value of b');
  vault.lock();
  return path;
};
const opened = async (path: string, options: Partial<VaultOptions> = {}): Promise<Vault> => {
  const vault = vaultAt(path, options);
  await vault.unlock(RIGHT);
  return vault;
};

keychainSuite('a vault file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'valet-key-vault-suite-'));
  const vault = vaultAt(join(folder, 'vault'));
  await vault.create(RIGHT);
  return { keychain: vault, stop: () => rm(folder, { recursive: true }) };
});

describe('a vault', () => {
  it('is absent, then ready, then locked; and refuses outside ready', async () => {
    const path = newPath();
    const vault = vaultAt(path);
    const seen: string[] = [];
    vault.onChange((state) => seen.push(state));
    expect(await vault.probe()).toBe('absent');
    await expect(vault.get('g.a')).rejects.toMatchObject({ code: 'VK_KEYCHAIN_UNAVAILABLE' });
    await expect(vault.unlock(RIGHT)).rejects.toMatchObject({ code: 'VK_KEYCHAIN_UNAVAILABLE' });
    await vault.create(RIGHT);
    vault.lock();
    await expect(vault.get('g.a')).rejects.toMatchObject(LOCKED);
    await expect(vault.set('g.a', 'v')).rejects.toMatchObject(LOCKED);
    await expect(vault.delete('g.a')).rejects.toMatchObject(LOCKED);
    expect(await vault.probe()).toBe('locked');
    expect(seen).toEqual(['absent', 'ready', 'locked']);
  });

  it('opens at the next start with the passphrase, and holds what was put in', async () => {
    const path = await filled();
    const vault = vaultAt(path);
    expect(await vault.probe()).toBe('locked');
    await vault.unlock(RIGHT);
    expect([await vault.get('g.a'), await vault.get('g.b')]).toEqual(['value of a', 'value of b']);
  });

  it('says VK_KEYCHAIN_DENIED to a wrong passphrase, stays locked, and changes nothing', async () => {
    const path = await filled();
    const before = await readFile(path);
    const vault = vaultAt(path);
    await vault.probe();
    await expect(vault.unlock(WRONG)).rejects.toMatchObject({ code: 'VK_KEYCHAIN_DENIED' });
    expect(vault.state).toBe('locked');
    expect(await readFile(path)).toEqual(before);
    await vault.unlock(RIGHT);
    expect(vault.state).toBe('ready');
  });

  it('takes a passphrase however its letters are composed', async () => {
    const path = newPath();
    await vaultAt(path).create(passphrase('caf\u00e9 au lait'));
    const vault = vaultAt(path);
    await vault.unlock(passphrase('cafe\u0301 au lait'));
    expect(vault.state).toBe('ready');
  });

  it('refuses a short passphrase, and to be made twice', async () => {
    const path = newPath();
    await expect(vaultAt(path).create(passphrase('1234567'))).rejects.toMatchObject({
      code: 'VK_INVALID_INPUT',
    });
    await vaultAt(path).create(RIGHT);
    const before = await readFile(path);
    await expect(vaultAt(path).create(WRONG)).rejects.toMatchObject(NOT_WRITTEN);
    expect(await readFile(path)).toEqual(before);
    expect((await readdir(home)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('changes its passphrase', async () => {
    const path = await filled();
    const vault = vaultAt(path);
    await expect(vault.changePassphrase(WRONG, WRONG)).rejects.toMatchObject({
      code: 'VK_KEYCHAIN_DENIED',
    });
    await vault.changePassphrase(RIGHT, WRONG);
    vault.lock();
    await expect(vault.unlock(RIGHT)).rejects.toMatchObject({ code: 'VK_KEYCHAIN_DENIED' });
    await vault.unlock(WRONG);
    expect(await vault.get('g.a')).toBe('value of a');
  });

  it('locks itself after ten idle minutes, each use putting that off', async () => {
    const path = await filled();
    const clock = fakeClock({ skip: false });
    const vault = await opened(path, { clock });
    await clock.advance(590);
    expect(await vault.get('g.a')).toBe('value of a');
    await clock.advance(590);
    expect(vault.state).toBe('ready');
    await clock.advance(20);
    expect(vault.state).toBe('locked');
    await expect(vault.get('g.a')).rejects.toMatchObject(LOCKED);
  });

  it('wipes its key when it is locked', () => {
    const state = createObservable<KeychainState>('unknown');
    const holder = keyHolder(fakeClock({ skip: false }), IDLE, state);
    const key = Buffer.alloc(32, 1);
    const header = { cost: COST, salt: '', wrappedKey: '' };
    holder.hold({ key, content: { header, items: new Map() } });
    holder.lock();
    expect(key).toEqual(Buffer.alloc(32));
  });

  it('writes no value in the clear, and is for its owner alone', async () => {
    const path = await filled();
    expect(await readFile(path, 'utf8')).not.toContain('value of');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await chmod(path, 0o644);
    await vaultAt(path).probe();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it(
    'costs 128 MiB a try by default: scrypt with N = 2^17, r = 8, p = 1',
    { timeout: 30_000 },
    async () => {
      const path = newPath();
      const clock = fakeClock({ skip: false });
      const vault = createVaultKeychain({ path, clock, autoLockAfter: IDLE });
      await vault.create(RIGHT);
      expect(JSON.parse((await readFile(path, 'utf8')).split('\n')[0] ?? '')).toMatchObject({
        N: 131_072,
        r: 8,
        p: 1,
      });
    },
  );
});

describe('a damaged vault', () => {
  /** Replaces one line. */
  const damage = async (
    path: string,
    line: number,
    by: (text: string) => string,
  ): Promise<void> => {
    const lines = (await readFile(path, 'utf8')).split('\n');
    lines[line] = by(lines[line] ?? '');
    await writeFile(path, lines.join('\n'));
  };
  const aside = async (path: string): Promise<readonly string[]> =>
    (await readdir(home))
      .map((name) => join(home, name))
      .filter((name) => name.startsWith(`${path}.corrupt-`));

  it('loses one item alone to one damaged value, and keeps it until it is written again', async () => {
    const path = await filled();
    await damage(path, 1, (line) => line.replace(/"sealed":"..../, '"sealed":"AAAA'));
    const vault = await opened(path);
    await expect(vault.get('g.a')).rejects.toMatchObject(UNREADABLE);
    expect(await vault.get('g.b')).toBe('value of b');
    await vault.set('g.c', 'c');
    await expect(vault.get('g.a')).rejects.toMatchObject(UNREADABLE);
    await vault.set('g.a', 'again');
    expect(await vault.get('g.a')).toBe('again');
  });

  it('says unreadable, not absent, of an item whose line is cut off', async () => {
    const path = await filled();
    await damage(path, 1, (line) => line.slice(0, 30));
    const vault = await opened(path);
    await expect(vault.get('g.a')).rejects.toMatchObject(UNREADABLE);
  });

  it('does not take one item for another', async () => {
    const path = await filled();
    const lines = (await readFile(path, 'utf8')).split('\n');
    const [a = '', b = ''] = lines.slice(1, 3);
    lines.splice(1, 2, a.replace('g.a', 'g.b'), b.replace('g.b', 'g.a'));
    await writeFile(path, lines.join('\n'));
    const vault = await opened(path);
    await expect(vault.get('g.a')).rejects.toMatchObject(UNREADABLE);
  });

  it('keeps a line nobody can read in a copy of the file, and goes on', async () => {
    const path = await filled();
    await damage(path, 1, () => 'garbage');
    const before = await readFile(path);
    const vault = await opened(path);
    expect(await vault.get('g.b')).toBe('value of b');
    const copies = await aside(path);
    expect(await Promise.all(copies.map((name) => readFile(name)))).toEqual([before]);
    vault.lock();
    await vault.unlock(RIGHT);
    expect(await aside(path)).toHaveLength(1);
  });

  it.each([0, 3])('opens by the other header when that on line %i is damaged', async (line) => {
    const path = await filled();
    await damage(path, line, (text) => text.replace('"salt":"', '"salt":"x'));
    const vault = await opened(path);
    expect(await vault.get('g.a')).toBe('value of a');
  });

  it.each(['', 'hello', '{"valetKeyVault":2}'])(
    'that says %j is a fault, and is left alone',
    async (text) => {
      const path = newPath();
      await writeFile(path, text);
      const vault = vaultAt(path);
      expect(await vault.probe()).toBe('fault');
      await expect(vault.unlock(RIGHT)).rejects.toMatchObject(UNREADABLE);
      await expect(vault.create(RIGHT)).rejects.toMatchObject(NOT_WRITTEN);
      expect(await readFile(path, 'utf8')).toBe(text);
    },
  );

  it('does not spend gigabytes because a file says so', async () => {
    const path = await filled();
    for (const line of [0, 3])
      await damage(path, line, (text) => text.replace('"N":2,', '"N":1073741824,'));
    expect(await vaultAt(path).probe()).toBe('fault');
  });
});

describe('a vault on a disk that fails at every action', () => {
  /** The `nth` action from now fails. */
  const failing = (
    nth: number,
    code: string,
  ): { fs: VaultFs; reached: () => boolean; arm: () => void } => {
    let left = Infinity;
    const action = (): void => {
      left -= 1;
      if (left === -1) throw Object.assign(new Error(code), { code });
    };
    const fs: VaultFs = {
      ...nodeFs,
      async open(path, flags, mode) {
        action();
        const handle = await nodeFs.open(path, flags, mode);
        return {
          writeFile: async (text) => (action(), handle.writeFile(text)),
          sync: async () => (action(), handle.sync()),
          close: () => handle.close(),
        };
      },
      rename: async (from, to) => (action(), nodeFs.rename(from, to)),
    };
    return { fs, reached: () => left < 0, arm: () => void (left = nth) };
  };

  it.each([
    ['ENOSPC', 'VK_DISK_FULL'],
    ['EIO', 'VK_RECORD_NOT_WRITTEN'],
    ['EACCES', 'VK_PROFILE_READ_ONLY'],
  ])('%s: says so, as %s, and the old value is there', async (errno, code) => {
    let actions = 0;
    for (let nth = 0; ; nth += 1) {
      const path = await filled();
      const { fs, reached, arm } = failing(nth, errno);
      const vault = await opened(path, { fs });
      arm();
      const failure = await vault.set('g.a', 'new').then(
        () => undefined,
        (error: unknown) => error,
      );
      if (!reached()) break;
      actions += 1;
      expect(failure).toMatchObject({ code });
      expect(await vault.get('g.a')).toBe('value of a');
      const next = await opened(path);
      expect(['value of a', 'new']).toContain(await next.get('g.a'));
      expect(await next.get('g.b')).toBe('value of b');
    }
    expect(actions).toBe(6);
  });
});
