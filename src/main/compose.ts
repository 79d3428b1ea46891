import { powerMonitor, session } from 'electron';
import { mkdir } from 'node:fs/promises';
import type { Log } from '../core/port/log.ts';
import type { CallbackVerdict } from '../core/port/redirect-receiver.ts';
import type { AccessTokens } from '../core/usecase/get-access-token.ts';
import { createLock, type Lock } from '../core/usecase/lock.ts';
import type { SignIns } from '../core/usecase/sign-ins.ts';
import { LARGEST_PROVIDER_FILE } from '../core/preset/provider-import.ts';
import { importProviders } from '../core/usecase/import-providers.ts';
import { readCredentials } from '../core/usecase/credentials.ts';
import { commands } from '../shared/ipc/contract.ts';
import type { AppView, SettingsView, StorageView } from '../shared/ipc/view.ts';
import { createClipboard, type SelfClearingClipboard } from './adapter/clipboard.ts';
import { electronClipboard } from './adapter/electron-clipboard.ts';
import { createElectronNetHttp } from './adapter/electron-net-http.ts';
import type { SettingsStore } from './adapter/electron-settings-store.ts';
import { readImportFile } from './adapter/import-file.ts';
import { systemRandom } from './adapter/system-random.ts';
import { createSystemBrowser } from './adapter/system-browser.ts';
import { systemClock } from './adapter/system-clock.ts';
import { startAutoLock } from './auto-lock.ts';
import { composeGrants } from './compose-grants.ts';
import { composeMortality, startKeepAlive } from './compose-keep-alive.ts';
import { composeObservation, type Observation } from './compose-observation.ts';
import { composePlayground, type ComposedPlayground } from './compose-playground.ts';
import { composeSignIns } from './compose-sign-in.ts';
import { openStorage, type Storage } from './compose-storage.ts';
import { runDoctor, type DoctorFacts } from './doctor.ts';
import type { Emit } from './ipc/events.ts';
import { createHandlers, type HandlerPorts } from './ipc/handlers.ts';
import { whileUnlocked } from './ipc/lock-gate.ts';
import { createRevealLimit } from './ipc/reveal-limit.ts';
import type { ProviderPorts } from './ipc/provider-handlers.ts';
import { createRouter, type Dispatch } from './ipc/router.ts';
import { networkPartition } from './session.ts';

export interface ProgramOptions {
  readonly profileFolder: string;
  readonly programFolder: string;
  readonly keychainService: string;
  readonly log: Log;
  readonly emit: Emit;
  readonly facts: () => Omit<AppView, 'storage' | 'isLocked' | 'clipboardClearAfter'>;
  readonly doctorFacts: () => Omit<DoctorFacts, 'keychain'>;
  /** Asks a person where to; false where they decline. */
  readonly saveFile: (name: string, text: string) => Promise<boolean>;
  /** Asks a person for a file; its path, or undefined where they decline. */
  readonly chooseFile: () => Promise<string | undefined>;
  readonly onLock: (isLocked: boolean) => void;
  readonly onSettings: (settings: SettingsView) => void;
}

/** The composed program, as the entry point drives it. */
export interface Program {
  readonly dispatch: Dispatch;
  readonly deliver: (rawUrl: string) => CallbackVerdict;
  readonly settings: SettingsStore;
  /** Ends what runs and makes durable what is not: before the program quits. */
  readonly close: () => Promise<void>;
}

/** The composition root: ports meet their adapters here and in the files beside it. */
export const compose = async (options: ProgramOptions): Promise<Program> => {
  const { log } = options;
  await mkdir(options.profileFolder, { recursive: true, mode: 0o700 });
  const parts = await composeParts(options);
  const { storage, observation, grants, connections, signIns, playground } = parts;
  const clipboard = openClipboard();
  const lock = createLock({
    drop() {
      grants.accessTokens.dropAll();
      storage.vault.lock();
      void clipboard.clearIfOurs().catch(() => undefined);
    },
    onChange: options.onLock,
  });
  const settings = () => storage.settings.get();
  startAutoLock(lock, { power: powerMonitor, clock: systemClock, settings, signal: parts.signal });
  const handlers = createHandlers({
    ...grants,
    ...observation,
    ...machinePorts(options, storage, observation, lock),
    lock,
    vault: storage.vault,
    connections,
    signIns,
    playground,
    clipboard,
    http: parts.httpFor('inspector'),
    userAgent: parts.userAgent,
    ...providerPorts(options, storage),
    clock: systemClock,
    deathOf: parts.deathOf,
    allowReveal: createRevealLimit(systemClock),
    handedOut: observation.handedOut(connections),
    credentials: ({ id }) => readCredentials(storage.secrets, id),
  });
  void grants.accessTokens.resume().catch(() => log.warn('resume.failed'));
  return {
    dispatch: whileUnlocked(
      createRouter({ contract: commands, handlers, log }),
      () => lock.isLocked,
    ),
    deliver: parts.deliver,
    settings: storage.settings,
    close: closing({ ...parts, ...grants, clipboard }),
  };
};

/** Storage, watching, the playground, grants and sign-ins, each made of those before it. */
const composeParts = async (options: ProgramOptions) => {
  const { log, emit } = options;
  const ending = new AbortController();
  const storage = await openStorage(options);
  const observation = await composeObservation(options);
  const { tracer, note } = observation;
  const tellConnections = () => emit('connections.changed', {});
  const connections = observation.notifying(storage.connections);
  storage.onKeychainChange(() => emit('app.changed', {}));
  const onPlayground = () => emit('playground.changed', {});
  const playground = composePlayground({ ...options, ...storage, onChange: onPlayground });
  const http = playground.reaching(openNetwork());
  const httpFor = (flow: string) => tracer.http(flow, http);
  const { deathOf, heed } = composeMortality(storage.settings, log);
  const onUnsaved = tellConnections;
  const grants = composeGrants({ ...storage, connections, httpFor, note, heed, log, onUnsaved });
  const keepAlive = startKeepAlive({ ...grants, connections, deathOf, log });
  // The endpoint was judged by its own policy; this keeps everything but web addresses out.
  const userAgent = createSystemBrowser({ allowsLoopback: () => true });
  const { signIns, deliver } = composeSignIns({
    ...storage,
    ...observation,
    connections,
    grants,
    http,
    userAgent,
    log,
    onChange: () => emit('sign-ins.changed', {}),
    onSignedIn({ id }) {
      keepAlive.look();
      emit('connection.selected', { connectionId: id });
    },
  });
  return {
    storage,
    observation,
    connections,
    playground,
    httpFor,
    deathOf,
    grants,
    keepAlive,
    userAgent,
    signIns,
    deliver,
    signal: ending.signal,
    end: () => ending.abort(),
  };
};

/** In this order: nothing new, what is under way made durable, then the processes. */
const closing =
  (parts: {
    readonly end: () => void;
    readonly keepAlive: { readonly stop: () => void };
    readonly signIns: SignIns;
    readonly accessTokens: AccessTokens;
    readonly clipboard: SelfClearingClipboard;
    readonly playground: ComposedPlayground;
    readonly storage: Storage;
  }) =>
  async (): Promise<void> => {
    parts.end();
    parts.keepAlive.stop();
    parts.signIns.cancelAll();
    await parts.accessTokens.settle();
    await parts.clipboard.clearIfOurs();
    await parts.playground.stop();
    parts.storage.close();
  };

/** Requests go through the system's proxy and certificates, in sessions that share nothing. */
const openNetwork = () =>
  createElectronNetHttp({
    openSession: (lane) => session.fromPartition(networkPartition(lane), { cache: false }),
    clock: systemClock,
  });

const openClipboard = (): SelfClearingClipboard =>
  createClipboard({ system: electronClipboard(), clock: systemClock, platform: process.platform });

/** Handler ports about this machine and this run rather than about connections. */
const machinePorts = (
  options: ProgramOptions,
  { settings, secrets, connections }: Storage,
  { tracer, ledger }: Observation,
  lock: Lock,
): Pick<HandlerPorts, 'appStatus' | 'probeStorage' | 'settings' | 'exportFile' | 'runDoctor'> => {
  const storageView = (): StorageView => ({
    kind: secrets.kind,
    state: secrets.state,
    settingsPutAside: settings.putAside ?? connections.putAside[0],
  });
  return {
    appStatus: () =>
      Promise.resolve({
        ...options.facts(),
        storage: storageView(),
        isLocked: lock.isLocked,
        clipboardClearAfter: settings.get().clipboardClearAfter,
      }),
    async probeStorage() {
      await secrets.probe();
      return storageView();
    },
    settings: {
      read: () => settingsView(settings),
      async write(change) {
        await settings.update(change);
        options.onSettings(settingsView(settings));
      },
    },
    exportFile: (what) => {
      const content = what === 'trace' ? tracer.list() : ledger.list();
      return options.saveFile(`valet-key-${what}.json`, JSON.stringify(content, null, 2));
    },
    runDoctor: () => runDoctor({ ...options.doctorFacts(), keychain: secrets.state }),
  };
};

/** Handler ports about provider settings in files. */
const providerPorts = (
  { chooseFile, saveFile }: ProgramOptions,
  { providers, secrets }: Storage,
): Omit<ProviderPorts, 'connections'> => ({
  providers,
  async openFile() {
    const path = await chooseFile();
    return path === undefined ? undefined : readImportFile(path, LARGEST_PROVIDER_FILE);
  },
  saveProviders: (text) => saveFile('valet-key-providers.json', text),
  importProviders: importProviders({ providers, secrets }),
  newPlanId: () => systemRandom.base64url(16),
});

const settingsView = (settings: SettingsStore): SettingsView => {
  const { theme, clipboardClearAfter, lockWithSystem, autoLockMinutes } = settings.get();
  return { theme, clipboardClearAfter, lockWithSystem, autoLockMinutes };
};
