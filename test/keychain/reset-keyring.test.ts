import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSecretStore } from '../../src/core/connection/secret-store.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import type { SystemKeychain } from '../../src/main/adapter/keychain/keychain.ts';
import { connectionId } from '../fixtures/connection.ts';
import { realKeychain } from './keyring.ts';
import { startKeyringSession, type KeyringSession } from './session.ts';

const ID = connectionId(1);
const tokenOf = (text: string) => Secret.of('refresh-token', text);

let session: KeyringSession;
let keychain: SystemKeychain;

beforeEach(async () => {
  session = await startKeyringSession();
  ({ keychain } = realKeychain(session));
  await createSecretStore(keychain).writeRefreshToken(ID, 3, tokenOf('before'));
}, 20_000);
afterEach(async () => {
  keychain.close();
  await session.stop();
});

test('a deleted keyring reads as locked, is offered a reset, and takes one', async () => {
  await session.reset();
  expect(await keychain.probe()).toBe('locked');
  await keychain.probe();
  expect(keychain.mayBeReset).toBe(true);
  expect(await keychain.resetKeychain()).toBe('reset');
  const secrets = createSecretStore(keychain);
  expect(await secrets.readRefreshToken(ID)).toBeUndefined();
  await secrets.writeRefreshToken(ID, 4, tokenOf('after'));
  expect((await secrets.readRefreshToken(ID))?.refreshToken.equals(tokenOf('after'))).toBe(true);
});

test('a keyring that is only locked looks the same and takes no reset', async () => {
  await session.lock();
  await keychain.probe();
  await keychain.probe();
  expect(keychain.mayBeReset).toBe(true);
  await expect(keychain.resetKeychain()).rejects.toMatchObject({ code: 'VK_KEYCHAIN_LOCKED' });
  await session.unlock();
  expect(await keychain.probe()).toBe('ready');
  const kept = await createSecretStore(keychain).readRefreshToken(ID);
  expect(kept?.refreshToken.equals(tokenOf('before'))).toBe(true);
});

test('the old keyring, put back after a reset, is ours again with all it had', async () => {
  await session.reset();
  await keychain.probe();
  await keychain.resetKeychain();
  await session.restore();
  expect(await keychain.probe()).toBe('ready');
  const kept = await createSecretStore(keychain).readRefreshToken(ID);
  expect(kept?.generation).toBe(3);
  expect(kept?.refreshToken.equals(tokenOf('before'))).toBe(true);
});
