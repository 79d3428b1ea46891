import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** The same Chromium without a user interface of its own: it opens a page in half the time. */
const BROWSERS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

/** The window alone, in a browser, over the fake bridge. Run with `npx playwright test -c test/renderer`. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  globalSetup: './harness/build.ts',
  fullyParallel: true,
  workers: 2,
  retries: process.env['CI'] === 'true' ? 1 : 0,
  timeout: 30_000,
  reporter: 'line',
  outputDir: '../../test-results/renderer',
  use: {
    viewport: { width: 1000, height: 700 },
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? BROWSERS.find((file) => existsSync(file)) ?? '',
      args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
    },
  },
});
