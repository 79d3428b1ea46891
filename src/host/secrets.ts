import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Log } from '../core/port/log.ts';
import type { SecretStorage } from '../core/port/keychain.ts';
import type { Secret } from '../core/secret/secret.ts';
import { fromChildProcess } from '../main/adapter/keychain/keychain-host-client.ts';
import { refusalIn } from '../main/adapter/keychain/keychain-rules.ts';
import { createKeychain, type SystemKeychain } from '../main/adapter/keychain/keychain.ts';
import { openSecretStorage } from '../main/adapter/keychain/secret-storage.ts';
import { canaryHashIn, type SettingsStore } from '../main/adapter/store/electron-settings-store.ts';
import { systemClock, systemRandom } from '../main/adapter/system/system-ports.ts';
import { vaultPath } from '../main/compose/profile-ports.ts';
import { seconds } from '../vocabulary/instant.ts';

/** Whoever gave the passphrase at the start is not there to give it again: the vault stays open. */
const NEVER = seconds(100 * 365 * 86_400);

export interface HostSecretsParts {
  readonly profileFolder: string;
  /** Where the bundle lies, with the keychain's host beside it. */
  readonly programFolder: string;
  readonly keychainService: string;
  readonly settings: SettingsStore;
  readonly log: Log;
  /** What was given at the start: then it is the vault, whatever keychain there is. */
  readonly passphrase: Secret<'passphrase'> | undefined;
  /** Asks whoever sits at the terminal; undefined where nobody does. */
  readonly askPassphrase: (isNew: boolean) => Promise<Secret<'passphrase'> | undefined>;
}

/** Secrets have no place that outlives the program. */
export class NoPlaceForSecrets extends Error {
  override readonly name = 'NoPlaceForSecrets';
}

/**
 * The keychain where one answers and no passphrase was given; else the vault of the profile, opened, and made
 * where there is none. Fails with {@link NoPlaceForSecrets}, and as `Vault.unlock` and `Vault.create`.
 */
export const openHostSecrets = async (
  parts: HostSecretsParts,
): Promise<SecretStorage & { readonly close: () => void }> => {
  const { passphrase } = parts;
  const storage = await openSecretStorage({
    system: passphrase === undefined ? openSystemKeychain(parts) : absentKeychain(),
    vaultPath: vaultPath(parts.profileFolder),
    clock: systemClock,
    autoLockVaultAfter: NEVER,
  });
  try {
    if (storage.kind !== 'keychain') await openVault(storage, parts);
    return storage;
  } catch (thrown) {
    storage.close();
    throw thrown;
  }
};

const openVault = async (storage: SecretStorage, parts: HostSecretsParts): Promise<void> => {
  const { passphrase, settings } = parts;
  const isNew = storage.kind === 'memory';
  // Its logins would be there and have no secrets.
  if (isNew && settings.get().canaryHash !== undefined) {
    throw new NoPlaceForSecrets(
      'The secrets of this profile are in a keychain, which does not answer or was not asked.',
    );
  }
  const words = passphrase ?? (await parts.askPassphrase(isNew));
  if (words === undefined)
    throw new NoPlaceForSecrets('There is no keychain here, and no passphrase.');
  await (isNew ? storage.vault.create(words) : storage.vault.unlock(words));
};

/** keytar has a process of its own here too: it hangs and crashes. */
const openSystemKeychain = ({
  programFolder,
  keychainService,
  settings,
  log,
}: HostSecretsParts): SystemKeychain =>
  createKeychain({
    spawnHost: () =>
      fromChildProcess(
        fork(join(programFolder, 'keychain-host.mjs'), [], { execArgv: [], stdio: 'ignore' }),
      ),
    service: keychainService,
    canaryHash: canaryHashIn(settings),
    clock: systemClock,
    random: systemRandom,
    log,
    platform: process.platform,
  });

/** Stands where no keychain is to be asked. */
const absentKeychain = (): SystemKeychain => {
  const refuse = (): Promise<never> => Promise.reject(refusalIn('absent'));
  return {
    state: 'absent',
    probe: () => Promise.resolve('absent'),
    onChange: () => () => undefined,
    session: refuse,
    get: refuse,
    set: refuse,
    delete: refuse,
    mayBeReset: false,
    resetKeychain: refuse,
    close: () => undefined,
  };
};
