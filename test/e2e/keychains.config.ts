import { defineConfig } from '@playwright/test';
import type { KeychainOption } from '../../tools/rig/fixtures.ts';
import everywhere from '../../playwright.config.ts';

/** What a keychain does for a login: it is written, read by the next run, replaced and removed. */
const TOUCHING_THE_KEYCHAIN =
  /by loopback \(RFC 8252|a restart keeps|end of the app by force|a refresh rotates|forget removes|signing in again mends/;

/** Signing in and keeping a login with another keychain than the one that all other tests use. */
export default defineConfig<KeychainOption>({
  ...everywhere,
  testDir: '.',
  testMatch: ['login.spec.ts', 'sign-in.spec.ts'],
  grep: TOUCHING_THE_KEYCHAIN,
  outputDir: '../../artifacts/keychains',
  projects: (['kwallet'] as const).map((keychain) => ({
    name: keychain,
    use: { keychain },
  })),
});
