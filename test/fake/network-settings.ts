import {
  DEFAULT_SETTINGS,
  type Settings,
  type SettingsStore,
} from '../../src/main/adapter/store/electron-settings-store.ts';

/** The whole of the settings, in memory. */
export const networkSettings = (): Pick<SettingsStore, 'get' | 'update'> => {
  let settings: Settings = DEFAULT_SETTINGS;
  return {
    get: () => settings,
    update(change) {
      settings = { ...settings, ...change };
      return Promise.resolve();
    },
  };
};
