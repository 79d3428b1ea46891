import { LARGEST_PROVIDER_FILE } from '../core/preset/provider-import.ts';
import { importProviders } from '../core/usecase/import-providers.ts';
import type { Lock } from '../core/usecase/lock.ts';
import type { SettingsView, StorageView } from '../shared/ipc/view.ts';
import type { SettingsStore } from './adapter/electron-settings-store.ts';
import { readImportFile } from './adapter/import-file.ts';
import { systemRandom } from './adapter/system-random.ts';
import type { Observation } from './compose-observation.ts';
import type { Storage } from './compose-storage.ts';
import type { ProgramOptions } from './program-options.ts';
import { runDoctor } from './doctor.ts';
import type { HandlerPorts } from './ipc/handlers.ts';
import type { ProviderPorts } from './ipc/provider-handlers.ts';

/** Handler ports about this machine and this run rather than about connections. */
export const machinePorts = (
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
        options.emit('app.changed', {});
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
export const providerPorts = (
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
  const { theme, clipboardClearAfter, lockWithSystem, autoLockMinutes } = settings.get();
  return { theme, clipboardClearAfter, lockWithSystem, autoLockMinutes };
};
