import { buildHarness } from './serve.ts';

/** Playwright's global set-up: the workers serve what was built here. */
// eslint-disable-next-line no-restricted-syntax -- Playwright takes the default export.
export default buildHarness;
