/** How rules are removed; which, and the tests for them, are in tools/mutation/targets.ts. */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'tools/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  // Vitest checks no types.
  disableTypeChecks: false,
  // Text that is only read by people is not a rule.
  mutator: { excludedMutations: ['StringLiteral'] },
  ignorePatterns: [
    '.runtime',
    '.cache',
    'artifacts',
    'out',
    'dist',
    'test-results',
    'docs/screens',
  ],
  concurrency: 1,
  // Code that runs when its module is loaded is in every mutant's run; it is told apart only by running all tests.
  ignoreStatic: false,
  timeoutMS: 15_000,
  dryRunTimeoutMinutes: 30,
  tempDirName: '.cache/stryker',
  reporters: ['progress-append-only', 'clear-text', 'json'],
  jsonReporter: { fileName: 'artifacts/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
};
