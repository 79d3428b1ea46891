import type { Secret } from '../secret/secret.ts';
import type { ResetOutcome, Keychain } from './keychain.ts';
import type { StorageKind } from '../../vocabulary/storage.ts';

/** Where secrets go on this machine, and what a person can do where that is not the keychain. */
export interface SecretStorage extends Keychain {
  readonly kind: StorageKind;
  /** The keychain answers, but our canary is not there: a person may say that it was reset. */
  mayBeReset(): boolean;
  /** Makes a keychain that a person has reset ours again. Fails as `SystemKeychain.resetKeychain`. */
  reset(): Promise<ResetOutcome>;
  /** The vault behind a passphrase, for machines without a keychain. */
  readonly vault: Vault;
}

export interface Vault {
  /** Makes the vault and moves what is in memory into it. Fails with VK_INVALID_INPUT where there is a keychain. */
  create(passphrase: Secret<'passphrase'>): Promise<void>;
  unlock(passphrase: Secret<'passphrase'>): Promise<void>;
  lock(): void;
}
