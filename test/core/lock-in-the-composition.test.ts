import { describe, expect, it, vi } from 'vitest';
import { createApp } from '../../src/core/app.ts';
import { writeCredentials } from '../../src/core/connection/credentials.ts';
import { exportDpopKey, generateDpopKey } from '../../src/core/oauth/client/dpop.ts';
import type { RefreshJournal } from '../../src/core/port/refresh-journal.ts';
import type { Secret } from '../../src/core/secret/secret.ts';
import { storageOn } from '../fake/app-ports.ts';
import { fakeKeychain } from '../fake/keychain.ts';
import { fakeRefreshJournal } from '../fake/refresh-journal.ts';
import { connectionOf } from '../fixtures/connection.ts';
import { signInRig } from './sign-in/sign-in-rig.ts';

/** The program with a journal that shows the key it is given, and a storage that counts its locks. */
const lockRig = async () => {
  const keychain = fakeKeychain();
  const lockVault = vi.fn();
  const { ports, secrets } = await signInRig({ keychain });
  let readKey: () => Promise<Secret<'storage-key'>> = () => Promise.reject(new Error('no journal'));
  const openJournal = (read: typeof readKey): RefreshJournal => {
    readKey = read;
    return fakeRefreshJournal();
  };
  const vault = { create: vi.fn(), unlock: vi.fn(), lock: lockVault };
  const app = createApp({ ...ports, openJournal, storage: storageOn(keychain, { vault }) });
  const readings = () =>
    keychain.calls.filter(({ action, item }) => action === 'get' && item === 's.walkey');
  return { app, secrets, lockVault, readKey: () => readKey(), readings };
};

describe('a lock, in the program as it is put together', () => {
  it('locks the vault, once for each lock', async () => {
    const { app, lockVault } = await lockRig();
    app.lock.lock();
    app.lock.lock();
    expect(lockVault).toHaveBeenCalledTimes(1);
  });

  it('takes the journal’s key out of memory: its next use asks the keychain again', async () => {
    const { app, readKey, readings } = await lockRig();
    const key = await readKey();
    const before = readings().length;
    expect(await readKey()).toBe(key);
    expect(readings()).toHaveLength(before);
    app.lock.lock();
    await app.accessTokens.settle();
    await Promise.resolve();
    const again = await readKey();
    expect(again).not.toBe(key);
    expect(again.equals(key)).toBe(true);
    expect(readings().length).toBeGreaterThan(before);
  });

  it('takes the keys that tokens are bound to out of memory', async () => {
    const { app, secrets } = await lockRig();
    const connection = connectionOf({ options: { usesDpop: true } });
    await writeCredentials(secrets, connection.id, {
      dpopKey: await exportDpopKey(await generateDpopKey()),
    });
    const { dpop } = await app.exchangeFor(connection);
    expect((await app.exchangeFor(connection)).dpop).toBe(dpop);
    app.lock.lock();
    expect((await app.exchangeFor(connection)).dpop).not.toBe(dpop);
  });
});
