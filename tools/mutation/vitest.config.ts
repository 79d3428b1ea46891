import { defineConfig } from 'vitest/config';
import { bundledPackagesModule } from '../../scripts/bundled-packages.mjs';

/** The unit tests that hold the rules of security: all of the suite for each mutant would take days. */
export default defineConfig({
  plugins: [bundledPackagesModule()],
  test: {
    environment: 'node',
    restoreMocks: true,
    testTimeout: 20_000,
    include: [
      'test/core/app.test.ts',
      'test/core/lock-in-the-composition.test.ts',
      'test/core/foreign-text-scanners.test.ts',
      'test/core/connection/lock.test.ts',
      'test/core/{fault,secret}/**/*.test.ts',
      'test/core/revocation/revoked-token-leaves-keychain.test.ts',
      'test/core/tokens/durable/removal-crash.test.ts',
      'test/main/adapter/network/loopback-*.test.ts',
      'test/main/{compose,instance,ipc}/**/*.test.ts',
      'test/scripts/fuses.test.ts',
    ],
  },
});
