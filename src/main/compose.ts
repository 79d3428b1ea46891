import { powerMonitor, utilityProcess } from 'electron';
import ElectronStore from 'electron-store';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { commands } from '../contract/contract.ts';
import { type AppPorts, createApp } from '../core/app.ts';
import type { Lock } from '../core/connection/lock.ts';
import { type Connection, displayName } from '../core/model/connection.ts';
import type { ApprovalStore } from '../core/port/stores.ts';
import type { RedirectVerdict } from '../core/port/redirect-receiver.ts';
import type { ConnectionId } from '../vocabulary/id.ts';
import { fromUtilityProcess } from './adapter/keychain/keychain-host-client.ts';
import { createKeychain } from './adapter/keychain/keychain.ts';
import { openSecretStorage } from './adapter/keychain/secret-storage.ts';
import type { DocumentPlace } from './adapter/store/electron-store-document.ts';
import {
  canaryHashIn,
  createElectronSettingsStore,
  type SettingsStore,
} from './adapter/store/electron-settings-store.ts';
import { createClipboard } from './adapter/system/clipboard.ts';
import { electronClipboard } from './adapter/system/electron-clipboard.ts';
import { systemClock, systemRandom } from './adapter/system/system-ports.ts';
import { openAgent } from './compose/agent.ts';
import { createHost, type ProgramOptions } from './compose/host.ts';
import { lockedBy } from './compose/locking.ts';
import { type Network, openNetwork } from './compose/network.ts';
import { openPlayground } from './compose/playground.ts';
import { openLedger, profilePorts, vaultPath } from './compose/profile-ports.ts';
import type { TrayEntry } from './desktop/tray-menu.ts';
import { createHandlers } from './handlers/handlers.ts';
import { createRouter, type Dispatch } from './ipc/router.ts';

/** The composed program, as the entry point drives it. */
export interface Program {
  readonly dispatch: Dispatch;
  readonly deliver: (rawUrl: string) => RedirectVerdict;
  readonly settings: SettingsStore;
  readonly lock: Lock;
  readonly isKnown: (id: ConnectionId) => boolean;
  /** The few connections whose tokens are wanted most. */
  readonly mostUsed: () => readonly TrayEntry[];
  /** Ends what runs and makes durable what is not: before the program quits. */
  readonly close: () => Promise<void>;
}

/** The composition root: the core over the adapters below, and the window's commands over the core. */
export const compose = async (options: ProgramOptions): Promise<Program> => {
  await mkdir(options.profileFolder, { recursive: true, mode: 0o700 });
  const adapters = await openAdapters(options);
  const { settings, storage, playground, log } = adapters;
  const app = createApp({
    ...adapters,
    onLock(isLocked) {
      programs.agent.lockChanged();
      options.onLock(isLocked);
    },
    emit(name, payload) {
      if (name === 'connections.changed') programs.agent.approvals.connectionsChanged();
      options.emit(name, payload);
    },
  });
  const { lock } = app;
  const programs = openAgent({
    app,
    ports: { ...adapters, authoritiesFor: adapters.network.authoritiesFor },
    socketPath: options.socketPath,
    version: () => options.facts().version,
    onQuestion: options.onQuestion,
  });
  const stop = new AbortController();
  app.start();
  await programs.start();
  powerMonitor.on('resume', app.wake);
  powerMonitor.on('unlock-screen', app.wake);
  const handlers = createHandlers(app, createHost(options, adapters, app, programs));
  const router = createRouter({ contract: commands, handlers, log });
  return {
    dispatch: lockedBy(lock, router, {
      power: powerMonitor,
      clock: systemClock,
      settings: () => settings.get(),
      signal: stop.signal,
    }),
    deliver: app.deliver,
    settings,
    lock,
    isKnown: (id) => app.connections.get(id) !== undefined,
    mostUsed: () => app.mostUsed().map(trayEntry),
    async close() {
      stop.abort();
      await programs.stop();
      await app.close();
      await playground.stop();
      storage.close();
    },
  };
};

/** Which adapter stands behind each port of the core. */
const openAdapters = async (options: ProgramOptions) => {
  const { profileFolder, log, emit } = options;
  const { settings } = options;
  const place = documentPlace(profileFolder);
  const ledger = openLedger(profileFolder, log, (connectionId) =>
    emit('ledger.changed', { connectionId }),
  );
  const storage = await openSecretStorage({
    system: openSystemKeychain(options, settings),
    vaultPath: vaultPath(profileFolder),
    clock: systemClock,
  });
  const network = openNetwork({ settings, storage, emit });
  return {
    ...profilePorts(place, log),
    settings,
    ledger: await ledger,
    storage,
    network,
    http: network.http,
    userAgent: network.userAgent,
    clipboard: createClipboard({
      system: electronClipboard(process.platform),
      clock: systemClock,
      platform: process.platform,
    }),
    playground: openPlayground({
      ...options,
      settings,
      onChange: () => emit('playground.changed', {}),
    }),
    emit,
    onLock: options.onLock,
    warnOfExpiries: options.onUpcomingExpiries,
  } satisfies AppPorts & { readonly approvalStore: ApprovalStore; readonly network: Network };
};

/** What is needed before everything else: how the window looks, and where it was. */
export const openSettings = (profileFolder: string): SettingsStore =>
  createElectronSettingsStore(documentPlace(profileFolder));

const documentPlace = (folder: string): DocumentPlace => ({
  folder,
  openStore: (how) => new ElectronStore(how),
  now: () => systemClock.now(),
});

/** The keychain's native calls are in a process of their own, where a prompt may block them. */
const openSystemKeychain = (options: ProgramOptions, settings: SettingsStore) =>
  createKeychain({
    spawnHost: () =>
      fromUtilityProcess(
        utilityProcess.fork(join(options.programFolder, 'keychain-host.js'), [], {
          serviceName: 'Valet Key keychain',
        }),
      ),
    service: options.keychainService,
    canaryHash: canaryHashIn(settings),
    clock: systemClock,
    random: systemRandom,
    log: options.log,
    platform: process.platform,
  });

const trayEntry = (connection: Connection): TrayEntry => ({
  id: connection.id,
  name: displayName(connection),
  host: new URL(connection.issuer).host,
});
