import type { ConnectionId } from '../../../vocabulary/id.ts';
import { ValetKeyError } from '../../fault/valet-key-error.ts';
import type { ItemName, Keychain } from '../../port/keychain.ts';
import type { SecretStore } from '../../port/secret-store.ts';
import type { StorageKind } from '../../../vocabulary/storage.ts';
import { Secret, type SecretKind } from '../../secret/secret.ts';
import { forgetSlots, newestGeneration, readSlots, writeSlots } from './slots.ts';

/**
 * A `SecretStore` on any `Keychain`: refresh tokens under `g.<id>`, other secrets under `s.<name>`,
 * both in generations with one header write as the commit. Each method is one session. Calls for one connection must not
 * overlap (see `turns.ts`); different connections may.
 */
export const createSecretStore = (
  keychain: Keychain,
  kindOf: () => StorageKind = () => 'keychain',
): SecretStore => ({
  get kind() {
    return kindOf();
  },
  get state() {
    return keychain.state;
  },
  probe: () => keychain.probe(),
  async readRefreshToken(id) {
    const reading = await keychain.session((items) => readSlots(items, grantItem(id)));
    if (reading === undefined) return undefined;
    const { generation, value, fellBack } = reading;
    return { generation, refreshToken: Secret.of('refresh-token', value), fellBack };
  },
  writeRefreshToken: (id, generation, refreshToken) =>
    keychain.session((items) =>
      writeSlots(items, grantItem(id), generation, refreshToken.expose()),
    ),
  forget: (id) => keychain.session((items) => forgetSlots(items, grantItem(id))),
  async readSecret<Kind extends SecretKind>(secretKind: Kind, name: string) {
    const item = secretItem(name);
    const reading = await keychain.session((items) => readSlots(items, item));
    return reading === undefined ? undefined : Secret.of(secretKind, reading.value);
  },
  async writeSecret(name, secret) {
    const item = secretItem(name);
    await keychain.session(async (items) =>
      writeSlots(items, item, (await newestGeneration(items, item)) + 1, secret.expose()),
    );
  },
  async deleteSecret(name) {
    const item = secretItem(name);
    await keychain.session((items) => forgetSlots(items, item));
  },
});

/** No dot: `s.a` in chunks must not meet a secret named `a.1.0`. */
const SECRET_NAME = /^[A-Za-z0-9_-]{1,64}$/;

const grantItem = (id: ConnectionId): ItemName => `g.${id}`;

const secretItem = (name: string): ItemName => {
  if (!SECRET_NAME.test(name)) throw new ValetKeyError('VK_INVALID_INPUT', { fields: { name } });
  return `s.${name}`;
};
