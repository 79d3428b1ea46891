import { LARGEST_PROVIDER_FILE } from '../../core/provider-settings/provider-file.ts';
import { traceAsHar } from '../../core/insight/trace/har.ts';
import {
  importProviders,
  providerSecretName,
  removeProvider,
} from '../../core/provider-settings/import-providers.ts';
import type { Lock } from '../../core/connection/lock.ts';
import type { ExportKind } from '../../contract/observation-commands.ts';
import type { PutAsideView, SettingsView, StorageView } from '../../contract/view.ts';
import type { SettingsStore } from '../adapter/store/electron-settings-store.ts';
import { readImportFile } from '../adapter/system/import-file.ts';
import { systemRandom } from '../adapter/system/system-random.ts';
import type { Grants } from './grants.ts';
import type { Observation } from './observation.ts';
import type { Storage } from './storage.ts';
import { keepsInTray } from '../desktop/tray-menu.ts';
import type { ProgramOptions } from './program-options.ts';
import { runDoctor } from '../desktop/doctor.ts';
import type { HandlerPorts } from '../handlers/handlers.ts';
import type { ProviderPorts } from '../handlers/provider-handlers.ts';

/** Handler ports about this machine and this run rather than about connections. */
export const machinePorts = (
  options: ProgramOptions,
  storage: Storage,
  { tracer, ledger }: Observation,
  lock: Lock,
): Pick<
  HandlerPorts,
  'appStatus' | 'probeStorage' | 'settings' | 'exportFile' | 'runDoctor' | 'page' | 'showFolder'
> => {
  const { settings, secrets } = storage;
  const storageView = (): StorageView => ({
    kind: secrets.kind,
    state: secrets.state,
    mayBeReset: storage.mayBeReset(),
    putAside: putAside(storage),
  });
  return {
    page: options.page,
    showFolder: () => options.showFolder(options.profileFolder),
    appStatus: () =>
      Promise.resolve({
        ...options.facts(),
        storage: storageView(),
        isLocked: lock.isLocked,
        clipboardClearAfter: settings.get().clipboardClearAfter,
        folder: options.profileFolder,
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
        options.emit('app.changed', {});
      },
    },
    exportFile: (what) => {
      const [name, content] = EXPORTS[what]({ tracer, ledger, ...options.facts() });
      return options.saveFile(name, JSON.stringify(content, null, 2));
    },
    runDoctor: () => runDoctor({ ...options.doctorFacts(), keychain: secrets.state }),
  };
};

type Exported = Pick<Observation, 'tracer' | 'ledger'> & { readonly version: string };

/** What each export is called, and what is in it; all of it was redacted when it was recorded. */
const EXPORTS: Readonly<Record<ExportKind, (from: Exported) => readonly [string, unknown]>> = {
  trace: ({ tracer }) => ['valet-key-trace.json', tracer.list()],
  'trace-har': ({ tracer, version }) => [
    'valet-key-trace.har',
    traceAsHar(tracer.list(), { name: 'Valet Key', version }),
  ],
  ledger: ({ ledger }) => ['valet-key-ledger.json', ledger.list()],
};

/** Every file that could not be used at this start, by what was in it. */
const putAside = ({ settings, connections, providers }: Storage): PutAsideView[] => [
  ...[settings.putAside ?? []].flat().map((one) => ({ document: 'settings' as const, ...one })),
  ...connections.putAside.map((one) => ({ document: 'connections' as const, ...one })),
  ...[providers.putAside ?? []].flat().map((one) => ({ document: 'providers' as const, ...one })),
];

/** Handler ports about provider settings in files. */
export const providerPorts = (
  { chooseFile, saveFile }: ProgramOptions,
  { providers, secrets }: Storage,
  { freeze }: Pick<Grants, 'freeze'>,
): Omit<ProviderPorts, 'connections'> & Pick<HandlerPorts, 'providerSecret'> => ({
  providers,
  async openFile() {
    const path = await chooseFile();
    return path === undefined ? undefined : readImportFile(path, LARGEST_PROVIDER_FILE);
  },
  saveProviders: (text) => saveFile('valet-key-providers.json', text),
  importProviders: importProviders({ providers, secrets, freeze }),
  removeProvider: removeProvider({ providers, secrets }),
  providerSecret: (id) => secrets.readSecret('client-secret', providerSecretName(id)),
  newPlanId: () => systemRandom.base64url(16),
});

/** What of the advice a person knows already; kept with the settings, and pages hear of it. */
export const dismissals = (
  { emit }: ProgramOptions,
  { settings }: Storage,
): HandlerPorts['dismissals'] => ({
  read: () => settings.get().dismissedAdvice,
  async write(dismissed) {
    await settings.update({ dismissedAdvice: [...dismissed] });
    emit('advice.changed', {});
  },
});

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
