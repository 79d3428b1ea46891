import { findElectron } from '../electron-runtime.mjs';
import { installBrowserPolicy } from './browser-policy.mjs';
import { installDebianPackages } from './debian-packages.mjs';
import { checkNode, installNpmPackages } from './npm-packages.mjs';
import { say, SetUpError, step } from './progress.mjs';
import { STAND_IN_WARNING } from './stand-in.mjs';

/**
 * Makes a fresh clone ready to run; does nothing, quickly, where it is already.
 *
 * @param needsDesktop also set up what stands in for a person's desktop
 * @param needsTools also set up the programs that tests hand tokens to
 * @param allowStandIn a runtime that nobody vouches for may be used (development, tests, demo)
 * @param acceptsStandIn asks the person whether it may, where there is one
 * @returns the Electron to run; fails with a `SetUpError` whose message says what to do
 */
export async function setUp(
  root,
  { needsDesktop, needsTools = false, allowStandIn = true, acceptsStandIn },
) {
  checkNode();
  say('Set-up');
  await step('npm packages', () => installNpmPackages(root));
  await step('Debian packages', () => installDebianPackages({ needsDesktop, needsTools }));
  if (needsDesktop) await step('browser policy', () => installBrowserPolicy());
  let electron;
  await step('Electron', async () => {
    electron = await findElectron({ root, allowStandIn, acceptsStandIn });
    return `${electron.version}, ${electron.origin}`;
  });
  if (electron.origin === 'stand-in') say(`  ${STAND_IN_WARNING}`);
  return electron;
}

/** Runs a script's main function; a `SetUpError` is one sentence, anything else a stack. */
export async function main(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    process.stderr.write(
      error instanceof SetUpError ? `\n${error.message}\n` : `\n${error?.stack ?? error}\n`,
    );
    process.exitCode = 1;
  }
}
