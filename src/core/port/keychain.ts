import type { KeychainState, StorageKind } from '../../vocabulary/storage.ts';
import type { Secret } from '../secret/secret.ts';

/**
 * How taking a keychain into use again ended that a person has reset: `reset`: it has a new canary
 * and nothing else of ours; `found`: it had only been locked, and everything is there.
 */
export type ResetOutcome = 'reset' | 'found';

/** The name of one keychain item under our service: ASCII, no slash, no meaning to an outsider. */
export type ItemName = string;

/** Named items, read and written one call at a time. */
export interface KeychainItems {
  get(item: ItemName): Promise<string | undefined>;
  /** @param value ASCII, at most 2400 characters: larger is refused before the system is asked */
  set(item: ItemName, value: string): Promise<void>;
  delete(item: ItemName): Promise<void>;
}

/**
 * The keychain. One call is in flight at any time. Reads and writes fail with VK_KEYCHAIN_LOCKED,
 * VK_KEYCHAIN_DENIED or VK_KEYCHAIN_UNAVAILABLE outside `ready`. `get`, `set` and `delete` are
 * sessions of one call.
 */
export interface Keychain extends KeychainItems {
  readonly state: KeychainState;
  /** Looks again; may raise the system's unlock prompt, so only on start, focus or a person's action. */
  probe(): Promise<KeychainState>;
  /**
   * Runs `work` while nobody else uses the keychain. The keychain is known to be ours before `work`
   * begins and, where it wrote something or found it absent, after it; fails otherwise, and then
   * nothing counts of what `work` found or wrote. `work` awaits each call and uses only the items
   * that it is given.
   */
  session<T>(work: (items: KeychainItems) => Promise<T>): Promise<T>;
  /** Calls back on every change of `state`; returns how to stop. */
  onChange(listener: (state: KeychainState) => void): () => void;
}

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
