import { test as base } from '@playwright/test';
import { cpSync, lstatSync } from 'node:fs';
import type { RunningApp } from './app.ts';
import { startDesktop, type Desktop } from './desktop.ts';
import type { KeychainName } from './keychains.ts';
import { builtApp } from './runtime.ts';

export interface KeychainOption {
  /** False: a desktop without a session bus, so without a keychain. */
  readonly keychain: KeychainName | false;
}

interface Fixtures extends KeychainOption {
  readonly desktop: Desktop;
  /** Starts the app, or starts it again; whatever still runs is ended with the test. */
  readonly launch: () => Promise<RunningApp>;
}

/** A test with a desktop of its own; its programs' output is kept where the test failed. */
export const test = base.extend<Fixtures>({
  keychain: ['gnome-keyring', { option: true }],
  desktop: async ({ keychain }, use, testInfo) => {
    const desktop = await startDesktop({ keychain });
    try {
      await use(desktop);
    } finally {
      if (testInfo.status !== testInfo.expectedStatus) {
        cpSync(desktop.logs, testInfo.outputPath('logs'), { recursive: true });
        cpSync(desktop.profile, testInfo.outputPath('profile'), {
          recursive: true,
          filter: (source) => !lstatSync(source).isSocket(),
        });
      }
      await desktop.stop();
    }
  },
  launch: async ({ desktop }, use, testInfo) => {
    const apps: RunningApp[] = [];
    await use(async () => {
      const app = await desktop.launch(await builtApp());
      apps.push(app);
      return app;
    });
    for (const [index, app] of apps.entries()) {
      if (app.page.isClosed()) continue;
      if (testInfo.status !== testInfo.expectedStatus) {
        await app.page.screenshot({ path: testInfo.outputPath(`window-${String(index)}.png`) });
      }
      await app.kill();
    }
  },
});

export { expect } from '@playwright/test';
