import { utilityProcess } from 'electron';
import ElectronStore from 'electron-store';
import { join } from 'node:path';
import { createSecretStore } from '../core/keeping/secret-store.ts';
import type { Clock } from '../core/port/clock.ts';
import type { Keychain, KeychainState } from '../core/port/keychain.ts';
import type { Log } from '../core/port/log.ts';
import type { RefreshJournal } from '../core/port/refresh-journal.ts';
import type { SecretStore } from '../core/port/secret-store.ts';
import { Secret } from '../core/secret/secret.ts';
import {
  createElectronConnectionStore,
  type ElectronConnectionStore,
} from './adapter/electron-connection-store.ts';
import {
  createElectronSettingsStore,
  type SettingsStore,
} from './adapter/electron-settings-store.ts';
import { createFileRefreshJournal } from './adapter/file-refresh-journal.ts';
import { fromUtilityProcess } from './adapter/keychain-host-process.ts';
import { createKeychain } from './adapter/keychain.ts';
import { createMemoryKeychain } from './adapter/memory-keychain.ts';
import { systemClock } from './adapter/system-clock.ts';
import { systemRandom } from './adapter/system-random.ts';

/** What keeps things: the records, the settings, the secrets and the journal of refreshes. */
export interface Storage {
  readonly settings: SettingsStore;
  readonly connections: ElectronConnectionStore;
  readonly secrets: SecretStore;
  readonly journal: RefreshJournal;
  readonly onKeychainChange: (listener: (state: KeychainState) => void) => void;
  readonly close: () => void;
}

export interface StorageOptions {
  readonly profileFolder: string;
  readonly programFolder: string;
  readonly keychainService: string;
  readonly log: Log;
}

/** Keychains that will not answer on this machine, whatever a person does while the program runs. */
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
  const isAbsent = ABSENT.has(await system.probe());
  const keychain: Keychain = isAbsent ? createMemoryKeychain() : system;
  const secrets = createSecretStore(keychain, isAbsent ? 'memory' : 'keychain');
  return {
    settings,
    connections: createElectronConnectionStore(place),
    secrets,
    journal: createFileRefreshJournal({
      folder: join(options.profileFolder, 'journal'),
      walKey: walKeyFrom(secrets),
    }),
    onKeychainChange: (listener) => void keychain.onChange(listener),
    close: () => system.close(),
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
      write: (canaryHash) => settings.update({ canaryHash }),
    },
    clock,
    random: systemRandom,
    log: options.log,
    platform: process.platform,
  });

/** The journal's sealing key: made at its first use, kept with the other secrets. */
const walKeyFrom = (secrets: SecretStore) => {
  const name = 'walkey';
  const readOrMake = async (): Promise<Secret<'storage-key'>> => {
    const kept = await secrets.readSecret('storage-key', name);
    if (kept !== undefined) return kept;
    const made = Secret.of('storage-key', systemRandom.base64url(32));
    await secrets.writeSecret(name, made);
    return made;
  };
  let key: Promise<Secret<'storage-key'>> | undefined;
  return () => {
    key ??= readOrMake().catch((cause: unknown) => {
      key = undefined;
      throw cause;
    });
    return key;
  };
};
