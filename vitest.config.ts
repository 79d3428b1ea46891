import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    environment: 'node',
    restoreMocks: true,
    pool: 'threads',
    // Nothing here waits for time; this is what a machine under full load may take.
    testTimeout: 20_000,
  },
});
