import { createListeners } from '../../../core/async/observable.ts';
import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';
import type { Clock } from '../../../core/port/system.ts';
import type { KeychainState, StorageKind } from '../../../vocabulary/storage.ts';
import type { Keychain, KeychainItems, SecretStorage } from '../../../core/port/keychain.ts';
import { seconds, type Seconds } from '../../../vocabulary/instant.ts';
import type { SystemKeychain } from './keychain.ts';
import { createVaultKeychain } from './vault-keychain.ts';
import { requireItemName, requireItemValue } from './keychain-rules.ts';

export interface SecretStorageOptions {
  readonly system: SystemKeychain;
  /** The file of the vault behind a passphrase. */
  readonly vaultPath: string;
  readonly clock: Clock;
  /** 15 minutes where absent. */
  readonly autoLockVaultAfter?: Seconds;
}

const VAULT_AUTO_LOCK = seconds(15 * 60);
/** Keychains that will not answer on this machine, whatever a person does while the program runs. */
const ABSENT: ReadonlySet<KeychainState> = new Set(['absent', 'no-native']);

/**
 * The system's keychain where it answers; else the vault where there is one or a person makes one; else
 * memory, and `kind` says so: never in plain text, never silently.
 */
export const openSecretStorage = async ({
  system,
  vaultPath,
  clock,
  autoLockVaultAfter: autoLockAfter = VAULT_AUTO_LOCK,
}: SecretStorageOptions): Promise<SecretStorage & { readonly close: () => void }> => {
  const vault = createVaultKeychain({ path: vaultPath, clock, autoLockAfter });
  const memory = createMemoryKeychain();
  const isAbsent = ABSENT.has(await system.probe());
  const hasVault = isAbsent && (await vault.probe()) !== 'absent';
  const ofNone: StorageKind = hasVault ? 'vault' : 'memory';
  const inUse = createSwitchableKeychain(
    { keychain: system, vault, memory },
    isAbsent ? ofNone : 'keychain',
  );
  const requireNoKeychain = (): void => {
    if (!isAbsent) throw new ValetKeyError('VK_INVALID_INPUT', { fields: { why: 'not needed' } });
  };
  return Object.assign(inUse, {
    vault: {
      async create(passphrase) {
        requireNoKeychain();
        await vault.create(passphrase);
        await memory.copyTo(vault);
        inUse.use('vault');
      },
      async unlock(passphrase) {
        requireNoKeychain();
        await vault.unlock(passphrase);
      },
      lock: () => vault.lock(),
    } satisfies SecretStorage['vault'],
    reset: () => system.resetKeychain(),
    // Only the system's keychain can be reset behind our back, and only while it is the one in use.
    mayBeReset: () => inUse.kind === 'keychain' && system.mayBeReset,
    close() {
      vault.lock();
      system.close();
    },
  });
};

/** A keychain that ends with the program, and whose items can be moved to one that does not. */
export interface MemoryKeychain extends Keychain {
  /** Copies every item; fails as `to.set` does, and then the rest is still here. */
  copyTo(to: Keychain): Promise<void>;
}

/** A keychain that ends with the program: for machines where no keychain answers. Always `ready`. */
export const createMemoryKeychain = (): MemoryKeychain => {
  const kept = new Map<string, string>();
  const items: KeychainItems = {
    async get(item) {
      requireItemName(item);
      return kept.get(item);
    },
    async set(item, value) {
      requireItemName(item);
      requireItemValue(value);
      kept.set(item, value);
    },
    async delete(item) {
      requireItemName(item);
      kept.delete(item);
    },
  };
  return {
    ...items,
    state: 'ready',
    probe: () => Promise.resolve('ready'),
    onChange: () => () => undefined,
    async copyTo(to) {
      for (const [item, value] of kept) await to.set(item, value);
    },
    session: (work) => work(items),
  };
};

/** A keychain that can be exchanged for another while the program runs. */
export interface SwitchableKeychain extends Keychain {
  readonly kind: StorageKind;
  /** From now on everything goes there; calls under way end where they began. */
  use(next: StorageKind): void;
}

/**
 * Begins with `first`; listeners stay when it is exchanged, and are notified of the new state.
 * @param keychains one for each way to keep secrets: a new one does not compile without its adapter
 */
export const createSwitchableKeychain = (
  keychains: Readonly<Record<StorageKind, Keychain>>,
  first: StorageKind,
): SwitchableKeychain => {
  let kind = first;
  let current = keychains[kind];
  const { notify, add: onChange } = createListeners<KeychainState>();
  let stopListening = current.onChange(notify);
  return {
    get kind() {
      return kind;
    },
    get state() {
      return current.state;
    },
    probe: () => current.probe(),
    session: (work) => current.session(work),
    get: (item) => current.get(item),
    set: (item, value) => current.set(item, value),
    delete: (item) => current.delete(item),
    onChange,
    use(next) {
      stopListening();
      kind = next;
      current = keychains[kind];
      stopListening = current.onChange(notify);
      notify(current.state);
    },
  };
};
