import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';
import type { Clock } from '../../../core/port/clock.ts';
import type { KeychainState } from '../../../vocabulary/storage.ts';
import type { SecretStorage } from '../../../core/port/secret-storage.ts';
import { seconds } from '../../../vocabulary/instant.ts';
import type { SystemKeychain } from './keychain.ts';
import { createMemoryKeychain } from './memory-keychain.ts';
import { createSwitchableKeychain } from './switchable-keychain.ts';
import { createVaultKeychain } from './vault-keychain.ts';

export interface SecretStorageOptions {
  readonly system: SystemKeychain;
  /** The file of the vault behind a passphrase. */
  readonly vaultPath: string;
  readonly clock: Clock;
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
}: SecretStorageOptions): Promise<SecretStorage & { readonly close: () => void }> => {
  const vault = createVaultKeychain({ path: vaultPath, clock, autoLockAfter: VAULT_AUTO_LOCK });
  const memory = createMemoryKeychain();
  const isAbsent = ABSENT.has(await system.probe());
  const hasVault = isAbsent && (await vault.probe()) !== 'absent';
  const inUse = isAbsent
    ? createSwitchableKeychain(hasVault ? vault : memory, hasVault ? 'vault' : 'memory')
    : createSwitchableKeychain(system, 'keychain');
  const requireNoKeychain = (): void => {
    if (!isAbsent) throw new ValetKeyError('VK_INVALID_INPUT', { fields: { why: 'not needed' } });
  };
  return Object.assign(inUse, {
    vault: {
      async create(passphrase) {
        requireNoKeychain();
        await vault.create(passphrase);
        await memory.copyTo(vault);
        inUse.use(vault, 'vault');
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
