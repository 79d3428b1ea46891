import { expect, it } from 'vitest';
import {
  createMemoryKeychain,
  createSwitchableKeychain,
} from '../../../../src/main/adapter/keychain/secret-storage.ts';
import type { KeychainState } from '../../../../src/vocabulary/storage.ts';
import { fakeKeychain } from '../../../fake/keychain.ts';
import { keychainSuite } from '../../../port/keychain.suite.ts';

const rig = () => {
  const first = fakeKeychain('ready');
  const next = fakeKeychain('locked');
  const keychains = { keychain: fakeKeychain('absent'), vault: next, memory: first };
  const keychain = createSwitchableKeychain(keychains, 'memory');
  const heard: KeychainState[] = [];
  const stop = keychain.onChange((state) => void heard.push(state));
  return { first, next, keychain, heard, stop };
};

it('everything goes to the keychain in use, and its kind is named', async () => {
  const { first, next, keychain } = rig();
  await keychain.set('item', 'value');
  expect([first.items.get('item'), keychain.kind, keychain.state]).toEqual([
    'value',
    'memory',
    'ready',
  ]);
  keychain.use('vault');
  expect([keychain.kind, keychain.state, await keychain.probe()]).toEqual([
    'vault',
    'locked',
    'locked',
  ]);
  await expect(keychain.get('item')).rejects.toMatchObject({ code: 'VK_KEYCHAIN_LOCKED' });
  next.become('ready');
  expect(await keychain.get('item')).toBeUndefined();
  await keychain.set('item', 'other');
  await keychain.delete('item');
  expect(next.calls.map(({ action }) => action)).toEqual(['get', 'get', 'set', 'delete']);
  expect(first.items.get('item')).toBe('value');
});

it('listeners stay, hear of the exchange, and no longer of the keychain that was left', () => {
  const { first, next, keychain, heard, stop } = rig();
  next.become('absent');
  first.become('locked');
  keychain.use('vault');
  first.become('ready');
  next.become('ready');
  expect(heard).toEqual(['locked', 'absent', 'ready']);
  stop();
  next.become('fault');
  expect(heard).toHaveLength(3);
});

it('a call under way ends where it began', async () => {
  const { first, keychain } = rig();
  const writing = keychain.set('item', 'value');
  keychain.use('vault');
  await writing;
  expect(first.items.get('item')).toBe('value');
});

keychainSuite('a switched keychain', () => {
  const keychain = createSwitchableKeychain(
    { keychain: fakeKeychain('absent'), vault: fakeKeychain(), memory: createMemoryKeychain() },
    'keychain',
  );
  keychain.use('memory');
  return Promise.resolve({ keychain });
});
