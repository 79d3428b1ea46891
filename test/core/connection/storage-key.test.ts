import { describe, expect, it } from 'vitest';
import { createSecretStore } from '../../../src/core/connection/secret-store.ts';
import { createStorageKey } from '../../../src/core/connection/storage-key.ts';
import { fakeKeychain } from '../../fake/keychain.ts';
import { fakeRandom } from '../../fake/random.ts';

const rig = () => {
  const keychain = fakeKeychain();
  const random = fakeRandom();
  const secrets = createSecretStore(keychain);
  const start = () => createStorageKey({ secrets, random }, 'journal');
  return { keychain, start };
};

describe('the key that seals the journal', () => {
  it('is written again by the program that has it, where the keychain came back without its text', async () => {
    const { keychain, start } = rig();
    const running = start();
    const key = (await running.read()).expose();
    const item = keychain.items.get('s.walkey');
    keychain.tamper('s.walkey', '');
    await running.restore();
    expect(keychain.items.get('s.walkey')).toBe(item);
    expect((await start().read()).expose()).toBe(key);
  });

  it('is not written over another key, nor over what cannot be read', async () => {
    const { keychain, start } = rig();
    const running = start();
    await running.read();
    for (const other of ['{"v":99}', 'damaged']) {
      keychain.tamper('s.walkey', other);
      await running.restore();
      expect(keychain.items.get('s.walkey')).toBe(other);
    }
  });

  it('is replaced under a second name while the first cannot be read, and used again once it can', async () => {
    const { keychain, start } = rig();
    const first = (await start().read()).expose();
    const item = keychain.items.get('s.walkey');
    keychain.tamper('s.walkey', '');
    const second = (await start().read()).expose();
    expect(second).not.toBe(first);
    expect((await start().read()).expose()).toBe(second);
    expect(keychain.items.get('s.walkey')).toBe('');
    keychain.tamper('s.walkey', item);
    expect((await start().read()).expose()).toBe(first);
  });
});
