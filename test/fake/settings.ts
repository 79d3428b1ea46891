import type { CoreSettings, Settings } from '../../src/core/port/settings.ts';

/** Settings in memory. */
export const fakeSettings = (initial: Partial<CoreSettings> = {}): Settings => {
  let settings: CoreSettings = {
    clipboardClearAfter: 30,
    copiedTokenMinutes: 5,
    dismissedAdvice: [],
    observedLifetimes: {},
    warnedExpiries: {},
    ...initial,
  };
  return {
    get: () => settings,
    update(change) {
      settings = { ...settings, ...change };
      return Promise.resolve();
    },
  };
};
