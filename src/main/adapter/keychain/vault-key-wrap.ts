import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';
import type { Secret } from '../../../core/secret/secret.ts';
import {
  decrypt,
  encrypt,
  keyFromPassphrase,
  randomKey,
  randomSalt,
  type ScryptCost,
} from './vault-crypto.ts';
import type { VaultHeader } from './vault-format.ts';

const SHORTEST_PASSPHRASE = 8;
/** Authenticated with the wrapped key; no item can have this name. */
const LID = 'valet-key/vault-key';

/** Fails with VK_INVALID_INPUT where a passphrase is too short to keep anything under it. */
export const requirePassphrase = (passphrase: Secret<'passphrase'>): void => {
  if (passphrase.expose().normalize('NFKC').length < SHORTEST_PASSPHRASE) {
    throw new ValetKeyError('VK_INVALID_INPUT', { fields: { shortest: SHORTEST_PASSPHRASE } });
  }
};

/** Puts the vault's key under a passphrase. */
export const closeLid = async (
  vaultKey: Buffer,
  passphrase: Secret<'passphrase'>,
  cost: ScryptCost,
): Promise<VaultHeader> => {
  const salt = randomSalt();
  const key = await keyFromPassphrase(passphrase, salt, cost);
  const wrappedKey = encrypt(key, LID, vaultKey);
  key.fill(0);
  return { cost, salt: salt.toString('base64url'), wrappedKey };
};

/** A new vault's key and header. */
export const newLid = async (
  passphrase: Secret<'passphrase'>,
  cost: ScryptCost,
): Promise<{ readonly vaultKey: Buffer; readonly header: VaultHeader }> => {
  const vaultKey = randomKey();
  return { vaultKey, header: await closeLid(vaultKey, passphrase, cost) };
};

/** The vault's key. Fails with VK_KEYCHAIN_DENIED for a wrong passphrase. */
export const openLid = async (
  { cost, salt, wrappedKey }: VaultHeader,
  passphrase: Secret<'passphrase'>,
): Promise<Buffer> => {
  const key = await keyFromPassphrase(passphrase, Buffer.from(salt, 'base64url'), cost);
  const vaultKey = decrypt(key, LID, wrappedKey);
  key.fill(0);
  if (vaultKey === undefined) throw new ValetKeyError('VK_KEYCHAIN_DENIED');
  return vaultKey;
};
