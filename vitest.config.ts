import { defineConfig } from 'vitest/config';
import { bundledPackagesModule } from './scripts/bundled-packages.mjs';
import { guideModule } from './scripts/guide.mjs';

/** Many states, or the real keyring: minutes instead of seconds. `npm run test:faults` runs them. */
const FAULTS = [
  'test/core/tokens/durable/crash-model.test.ts',
  'test/core/tokens/durable/storage-faults.test.ts',
  'test/keychain/**/*.test.ts',
];

export default defineConfig({
  plugins: [bundledPackagesModule(), guideModule()],
  test: {
    environment: 'node',
    restoreMocks: true,
    pool: 'threads',
    globalSetup: 'test/run-temp-folder.ts',
    // Nothing here waits for time; this is what a machine under full load may take.
    testTimeout: 20_000,
    // The closing lines of `npm test` name each test that passed at the second try.
    retry: process.env['CI'] === 'true' ? 1 : 0,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/**/*.test.{ts,tsx}'], exclude: FAULTS },
      },
      { extends: true, test: { name: 'faults', include: FAULTS } },
    ],
  },
});
