import { defineConfig } from '@playwright/test';

/** The window alone, in a browser, over the fake bridge. Run with `npx playwright test -c test/renderer`. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  globalSetup: './harness/build.ts',
  fullyParallel: true,
  workers: 2,
  timeout: 30_000,
  reporter: 'line',
  outputDir: '../../test-results/renderer',
  use: {
    viewport: { width: 1000, height: 700 },
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
    },
  },
});
