import { defineConfig } from '@playwright/test';

/** Each test has a display, a bus, a keychain and a browser of its own: see tools/rig. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'artifacts/e2e',
  workers: 1,
  // In CI one test of a thousand must not hold back a landing; the closing lines name each retried one.
  retries: process.env['CI'] === 'true' ? 1 : 0,
  forbidOnly: true,
  timeout: 120_000,
  globalTimeout: 30 * 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
});
