/** Removes rules from the files of security, one at a time, and counts the tests that notice. A long run. */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'tools/mutation/vitest.config.ts' },
  coverageAnalysis: 'perTest',
  mutate: [
    'src/core/connection/lock.ts',
    'src/core/fault/foreign-text.ts',
    'src/core/secret/*.ts',
    'src/core/tokens/durable/remove-revoked.ts',
    'src/main/adapter/network/redirect-receivers.ts',
    'src/main/compose/locking.ts',
    'src/main/instance/{command-line,profile-folder,channel}.ts',
    'src/main/ipc/gates.ts',
    'scripts/package/fuses.mjs',
  ],
  // Text that is only read by people is not a rule.
  mutator: { excludedMutations: ['StringLiteral'] },
  ignorePatterns: ['.runtime', 'artifacts', 'out', 'dist', 'test-results', 'docs/screens'],
  concurrency: 1,
  timeoutMS: 120_000,
  dryRunTimeoutMinutes: 30,
  tempDirName: '.cache/stryker',
  reporters: ['progress-append-only', 'clear-text', 'json'],
  jsonReporter: { fileName: 'artifacts/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
};
