import { defineConfig } from 'vitest/config';
import { bundledPackagesModule } from '../../scripts/bundled-packages.mjs';
import { guideModule } from '../../scripts/guide.mjs';
import { TARGETS } from './targets.ts';

/** The unit tests that hold the rule which `run.ts` removes. */
export default defineConfig({
  plugins: [bundledPackagesModule(), guideModule()],
  test: {
    environment: 'node',
    restoreMocks: true,
    testTimeout: 20_000,
    include: [...(TARGETS[process.env['MUTATION_TARGET'] ?? '']?.tests ?? [])],
  },
});
