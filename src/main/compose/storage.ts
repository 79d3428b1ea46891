import { utilityProcess } from 'electron';
import ElectronStore from 'electron-store';
import { join } from 'node:path';
import { ValetKeyError } from '../../core/fault/valet-key-error.ts';
import { createSecretStore } from '../../core/tokens/durable/secret-store.ts';
import {
  createSwitchableKeychain,
  type SwitchableKeychain,
} from '../../core/tokens/durable/switchable-keychain.ts';
import type { Clock } from '../../core/port/clock.ts';
import type { Keychain, KeychainState, ResetOutcome } from '../../core/port/keychain.ts';
import type { KeptKeys } from '../../core/port/kept-keys.ts';
import type { Log } from '../../core/port/log.ts';
import type { RefreshJournal } from '../../core/port/refresh-journal.ts';
import type { SecretStore } from '../../core/port/secret-store.ts';
import { Secret } from '../../core/secret/secret.ts';
import {
  createElectronConnectionStore,
  type ElectronConnectionStore,
} from '../adapter/store/electron-connection-store.ts';
import {
  createElectronSettingsStore,
  formerHashes,
  type SettingsStore,
} from '../adapter/store/electron-settings-store.ts';
import { createElectronKeyStore } from '../adapter/store/electron-key-store.ts';
import {
  createElectronProviderStore,
  type ElectronProviderStore,
} from '../adapter/store/electron-provider-store.ts';
import { createFileRefreshJournal } from '../adapter/journal/file-refresh-journal.ts';
import { fromUtilityProcess } from '../adapter/keychain/keychain-host-client.ts';
import { createKeychain, type SystemKeychain } from '../adapter/keychain/keychain.ts';
import { createVaultKeychain } from '../adapter/keychain/vault-keychain.ts';
import { createMemoryKeychain } from '../adapter/keychain/memory-keychain.ts';
import { systemClock } from '../adapter/system/system-clock.ts';
import { seconds } from '../../vocabulary/instant.ts';
import { systemRandom } from '../adapter/system/system-random.ts';

/** What keeps things: the records, the settings, the secrets and the journal of refreshes. */
export interface Storage {
  readonly settings: SettingsStore;
  readonly connections: ElectronConnectionStore;
  readonly providers: ElectronProviderStore;
  /** Public keys of issuers, for verifying offline. */
  readonly keptKeys: KeptKeys;
  readonly secrets: SecretStore;
  readonly journal: RefreshJournal;
  /** The vault behind a passphrase, for machines without a keychain. */
  readonly vault: VaultActs;
  /** The keychain answers, but our canary is not there: a person may say that it was reset. */
  readonly mayBeReset: () => boolean;
  /** Fails as `SystemKeychain.resetKeychain`. */
  readonly resetKeychain: () => Promise<ResetOutcome>;
  readonly onKeychainChange: (listener: (state: KeychainState) => void) => void;
  readonly close: () => void;
}

export interface StorageOptions {
  readonly profileFolder: string;
  readonly programFolder: string;
  readonly keychainService: string;
  readonly log: Log;
}

/** Where no keychain answers: a vault, if there is one or a person makes one. */
export interface VaultActs {
  /** Makes the vault and moves what is in memory into it. Fails as `Vault.create`. */
  create(passphrase: Secret<'passphrase'>): Promise<void>;
  /** Fails as `Vault.unlock`. */
  unlock(passphrase: Secret<'passphrase'>): Promise<void>;
  lock(): void;
}

/** Keychains that will not answer on this machine, whatever a person does while the program runs. */
const VAULT_AUTO_LOCK = seconds(15 * 60);
const ABSENT: ReadonlySet<KeychainState> = new Set(['absent', 'no-native']);

/**
 * Opens the stores. Where no keychain answers, secrets are kept in memory and `secrets.kind` says
 * so: never in plain text, never silently.
 */
export const openStorage = async (options: StorageOptions): Promise<Storage> => {
  const place = {
    folder: options.profileFolder,
    openStore: (how: ConstructorParameters<typeof ElectronStore>[0]) => new ElectronStore(how),
    now: () => systemClock.now(),
  };
  const settings = createElectronSettingsStore(place);
  const system = openSystemKeychain(options, settings, systemClock);
  const { keychain, vault } = await chooseKeychain(options, system);
  const secrets = createSecretStore(keychain, () => keychain.kind);
  const walKey = createWalKey(secrets);
  return {
    settings,
    vault,
    ...keychainReset(system, keychain, walKey),
    connections: createElectronConnectionStore(place),
    providers: createElectronProviderStore(place),
    keptKeys: createElectronKeyStore(place),
    secrets,
    journal: createFileRefreshJournal({
      folder: join(options.profileFolder, 'journal'),
      walKey: walKey.read,
    }),
    onKeychainChange: (listener) => void keychain.onChange(listener),
    close: () => {
      vault.lock();
      system.close();
    },
  };
};

/** The system's keychain where it answers; else the vault where there is one; else memory. */
const chooseKeychain = async (
  { profileFolder }: StorageOptions,
  system: Keychain,
): Promise<{ readonly keychain: SwitchableKeychain; readonly vault: VaultActs }> => {
  const vault = createVaultKeychain({
    path: join(profileFolder, 'vault'),
    clock: systemClock,
    autoLockAfter: VAULT_AUTO_LOCK,
  });
  const memory = createMemoryKeychain();
  const isAbsent = ABSENT.has(await system.probe());
  const hasVault = isAbsent && (await vault.probe()) !== 'absent';
  const keychain = isAbsent
    ? createSwitchableKeychain(hasVault ? vault : memory, hasVault ? 'vault' : 'memory')
    : createSwitchableKeychain(system, 'keychain');
  const requireNoKeychain = (): void => {
    if (!isAbsent) throw new ValetKeyError('VK_INVALID_INPUT', { fields: { why: 'not needed' } });
  };
  return {
    keychain,
    vault: {
      async create(passphrase) {
        requireNoKeychain();
        await vault.create(passphrase);
        await memory.copyTo(vault);
        keychain.use(vault, 'vault');
      },
      async unlock(passphrase) {
        requireNoKeychain();
        await vault.unlock(passphrase);
      },
      lock: () => vault.lock(),
    },
  };
};

const openSystemKeychain = (options: StorageOptions, settings: SettingsStore, clock: Clock) =>
  createKeychain({
    spawnHost: () =>
      fromUtilityProcess(
        utilityProcess.fork(join(options.programFolder, 'keychain-host.js'), [], {
          serviceName: 'Valet Key keychain',
        }),
      ),
    service: options.keychainService,
    canaryHash: {
      read: () => settings.get().canaryHash,
      wasOurs: (hash) => settings.get().formerCanaryHashes.includes(hash),
      write: (canaryHash) =>
        settings.update({
          canaryHash,
          formerCanaryHashes: formerHashes(settings.get(), canaryHash),
        }),
    },
    clock,
    random: systemRandom,
    log: options.log,
    platform: process.platform,
  });

/** Only the system's keychain can be reset behind our back, and only while it is the one in use. */
const keychainReset = (
  system: SystemKeychain,
  inUse: SwitchableKeychain,
  walKey: WalKey,
): Pick<Storage, 'mayBeReset' | 'resetKeychain'> => ({
  mayBeReset: () => inUse.kind === 'keychain' && system.mayBeReset,
  async resetKeychain() {
    const ended = await system.resetKeychain();
    if (ended === 'reset') await walKey.keepAgain();
    return ended;
  },
});

interface WalKey {
  read(): Promise<Secret<'storage-key'>>;
  /** Writes the key that is in memory, if one is, into a keychain that has lost it. */
  keepAgain(): Promise<void>;
}

/** The journal's sealing key: made at its first use, kept with the other secrets. */
const createWalKey = (secrets: SecretStore): WalKey => {
  const name = 'walkey';
  const readOrMake = async (): Promise<Secret<'storage-key'>> => {
    const kept = await secrets.readSecret('storage-key', name);
    if (kept !== undefined) return kept;
    const made = Secret.of('storage-key', systemRandom.base64url(32));
    await secrets.writeSecret(name, made);
    return made;
  };
  let key: Promise<Secret<'storage-key'>> | undefined;
  return {
    read() {
      key ??= readOrMake().catch((cause: unknown) => {
        key = undefined;
        throw cause;
      });
      return key;
    },
    async keepAgain() {
      const held = await key?.catch(() => undefined);
      // Where this fails, what is sealed now cannot be opened after a crash; nothing else is lost.
      if (held !== undefined) await secrets.writeSecret(name, held).catch(() => undefined);
    },
  };
};
