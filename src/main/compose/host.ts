import { homedir } from 'node:os';
import { join } from 'node:path';
import type { App } from '../../core/app.ts';
import { LARGEST_PROVIDER_FILE } from '../../core/provider-settings/provider-file.ts';
import type { AppView, SettingsView, StorageView, UnusedFileView } from '../../contract/app.ts';
import type { SchemeHandler } from '../../vocabulary/program.ts';
import { DOCUMENTS } from '../../vocabulary/storage.ts';
import type { Clipboard } from '../../core/port/clipboard.ts';
import type { UserAgent } from '../../core/port/redirect-receiver.ts';
import type { ElectronConnectionStore } from '../adapter/store/electron-connection-store.ts';
import type { ElectronProviderStore } from '../adapter/store/electron-provider-store.ts';
import type { SettingsStore } from '../adapter/store/electron-settings-store.ts';
import { LARGEST_AUTHORITY_FILE } from '../adapter/network/authority-file.ts';
import { LOG_FILE, logTail } from '../adapter/system/file-log.ts';
import { readImportFile } from '../adapter/system/import-file.ts';
import { systemClock } from '../adapter/system/system-ports.ts';
import type { FileKind } from '../desktop/electron-facts.ts';
import { type DoctorFacts, runDoctor } from '../desktop/doctor.ts';
import { keepsInTray } from '../desktop/tray-menu.ts';
import type { AgentControl } from '../handlers/approval-handlers.ts';
import type { Host } from '../handlers/handlers.ts';
import { createRevealLimit, type Emit } from '../ipc/gates.ts';
import type { Network } from './network.ts';
import type { PlaygroundProcess } from './playground.ts';
import type { Log } from '../../core/port/log.ts';
import type { UpcomingExpiry } from '../../core/expiry/warn-of-expiry.ts';
import type { NavigationRequests } from '../window/navigation-requests.ts';

/** What the entry point gives the composition: where things are, and what only Electron can do. */
export interface ProgramOptions {
  readonly profileFolder: string;
  readonly programFolder: string;
  readonly keychainService: string;
  readonly settings: SettingsStore;
  readonly log: Log;
  readonly emit: Emit;
  readonly facts: () => Omit<
    AppView,
    'storage' | 'isLocked' | 'clipboardClearAfter' | 'clockDifference' | 'folder'
  >;
  /** Starts a program of the system and waits for it, so nothing asks without need. */
  readonly schemeHandler: () => SchemeHandler;
  readonly doctorFacts: () => Omit<DoctorFacts, 'keychain'>;
  /** Asks a person where to; false where they decline. */
  readonly saveFile: (name: string, text: string) => Promise<boolean>;
  /** Asks a person for a file of a kind; its path, or undefined where they decline. */
  readonly chooseFile: (kind: FileKind) => Promise<string | undefined>;
  /** Shows a folder of ours in the system's file manager. */
  readonly showFolder: (path: string) => Promise<void>;
  readonly page: Pick<NavigationRequests, 'pageOpened' | 'remember'>;
  /** Notifies a person of logins that expire on one day. */
  readonly onUpcomingExpiries: (ends: readonly UpcomingExpiry[]) => void;
  /** Where programs connect to. */
  readonly socketPath: string;
  /** A program waits for the person's word. */
  readonly onQuestion: () => void;
  readonly onLock: (isLocked: boolean) => void;
  readonly onSettings: (settings: SettingsView) => void;
}

/** The adapters that commands reach past the core. */
interface HostAdapters {
  readonly settings: SettingsStore;
  readonly connections: Pick<ElectronConnectionStore, 'unused' | 'dismiss'>;
  readonly providers: Pick<ElectronProviderStore, 'unused' | 'dismiss'>;
  readonly playground: PlaygroundProcess;
  readonly clipboard: Clipboard;
  readonly userAgent: UserAgent;
  readonly network: Network;
}

/** What commands need of this machine and this run rather than of the core. */
export const createHost = (
  options: ProgramOptions,
  adapters: HostAdapters,
  app: App,
  programs: AgentControl,
): Host => {
  const { settings, playground, clipboard, userAgent, network } = adapters;
  const storageView = (): StorageView => ({
    ...app.storage.state(),
    unusedFiles: unusedFiles(adapters),
  });
  return {
    programs,
    page: options.page,
    clipboard,
    userAgent,
    playground,
    saveFile: options.saveFile,
    version: () => options.facts().version,
    schemeHandler: options.schemeHandler,
    allowReveal: createRevealLimit(systemClock),
    showFolder: () => options.showFolder(options.profileFolder),
    storageView,
    dismissFile: (name) => DOCUMENTS.forEach((document) => adapters[document].dismiss(name)),
    appStatus: () => ({
      ...options.facts(),
      clockDifference: app.clockDifference(),
      storage: storageView(),
      isLocked: app.lock.isLocked,
      clipboardClearAfter: settings.get().clipboardClearAfter,
      folder: options.profileFolder,
    }),
    settings: {
      read: () => settingsView(settings),
      async write(change) {
        await settings.update(change);
        options.onSettings(settingsView(settings));
        options.emit('app.changed', {});
      },
    },
    async openProviderFile() {
      const path = await options.chooseFile('providers');
      return path === undefined ? undefined : readImportFile(path, LARGEST_PROVIDER_FILE);
    },
    network,
    async openAuthorityFile() {
      const path = await options.chooseFile('authorities');
      // One byte more: how large is too large, the reading of it says.
      return path === undefined ? undefined : readImportFile(path, LARGEST_AUTHORITY_FILE + 1);
    },
    machine: {
      now: () => systemClock.now(),
      home: homedir(),
      logTail: () => logTail(join(options.profileFolder, LOG_FILE)),
    },
    runDoctor: () => runDoctor({ ...options.doctorFacts(), keychain: app.storage.state().state }),
  };
};

/** Every file that is not used whole, by what it is a file of. */
const unusedFiles = (adapters: HostAdapters): UnusedFileView[] =>
  DOCUMENTS.flatMap((document) => adapters[document].unused.map((one) => ({ document, ...one })));

const settingsView = (settings: SettingsStore): SettingsView => {
  const kept = settings.get();
  const { theme, clipboardClearAfter, copiedTokenMinutes, lockWithSystem, autoLockMinutes } = kept;
  return {
    theme,
    clipboardClearAfter,
    copiedTokenMinutes,
    lockWithSystem,
    autoLockMinutes,
    keepInTray: keepsInTray(kept.keepInTray, process.platform),
  };
};
