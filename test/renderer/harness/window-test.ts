import { expect, test as base, type ConsoleMessage, type Page } from '@playwright/test';
import { serveHarness, type HarnessServer } from './serve.ts';

/** What a fixture that never gets to the window shows instead. */
export const READY: Readonly<Record<string, string>> = {
  loading: '.skeleton-line',
  broken: '.notice',
  appLocked: '.lock-screen',
  vault: '.lock-screen',
  vaultAppLocked: '.lock-screen',
  vaultSlow: '.lock-screen',
};

interface WindowFixtures {
  /** Asserts after the test that the page printed no error, kept its policy and ran no foreign text. */
  readonly faultless: undefined;
  /** Opens the window on a fixture and waits until it has something to show. */
  readonly open: (fixture: string) => Promise<Page>;
}

interface WindowWorker {
  readonly harness: HarnessServer;
}

/**
 * A test of the window. Whatever it does, the page may not break its policy, print an error, or run
 * foreign text: that is asserted after every one.
 */
export const test = base.extend<WindowFixtures, WindowWorker>({
  harness: [
    async ({ browserName: _ }, use) => {
      const server = await serveHarness();
      await use(server);
      server.close();
    },
    { scope: 'worker' },
  ],
  faultless: async ({ page }, use) => {
    const errors: string[] = [];
    const onConsole = (message: ConsoleMessage): void => {
      if (message.type() === 'error') errors.push(message.text());
    };
    const onError = (error: Error): void => void errors.push(String(error));
    page.on('console', onConsole);
    page.on('pageerror', onError);
    await use(undefined);
    page.off('console', onConsole);
    page.off('pageerror', onError);
    expect(errors).toEqual([]);
    expect(await page.evaluate(() => window.policyViolations)).toEqual([]);
    expect(await page.evaluate(() => '__pwned' in window)).toBe(false);
  },
  open: async ({ page, harness, faultless: _ }, use) => {
    await use(async (fixture) => {
      await page.goto(`${harness.url}?fixture=${fixture}`);
      await page.waitForSelector(READY[fixture] ?? '.window');
      return page;
    });
  },
});

export { expect };
