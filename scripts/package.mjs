import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeDeb } from './package/deb.mjs';
import { inspect } from './package/inspect.mjs';
import { EXECUTABLE, ROOT } from './package/layout.mjs';
import { buildNativeVk, hasGo } from './package/native-vk.mjs';
import { makeUnpacked } from './package/unpacked.mjs';
import { main, setUp } from './setup/index.mjs';
import { run, say, SetUpError, step } from './setup/progress.mjs';

async function build() {
  const status = await run('npm', ['run', '--silent', 'build'], { cwd: ROOT, log: '/dev/null' });
  if (status !== 0) throw new SetUpError('The app could not be built: see "npm run build".');
  return 'done';
}

/** The compiled vk beside the one for Node, which does alone where no compiler is. */
function compileVk() {
  const folder = join(ROOT, 'out', 'cli');
  rmSync(join(folder, 'vk'), { force: true });
  if (!hasGo()) return 'no compiler: vk runs on Node';
  buildNativeVk(folder);
  return 'done';
}

const runTool = (name, ...args) =>
  run(process.execPath, ['--import', 'tsx', join(ROOT, 'tools', name, 'run.ts'), ...args], {
    cwd: ROOT,
  });

/** What a release refuses; then the guided main job with the packaged app in place of the built one. */
async function check(unpacked) {
  const refused = await runTool('refusals', unpacked, EXECUTABLE);
  return refused === 0 ? runTool('guided', join(unpacked, EXECUTABLE)) : refused;
}

/** Where the package can be installed: by root on Debian, in a folder that other users may read. */
const canInstall = () => process.getuid?.() === 0 && (statSync(ROOT).mode & 0o005) === 0o005;

/**
 * Packages for Linux on x64 without downloading anything. `--check` runs the guided job on the
 * result; `--installed` installs the .deb on this machine, lets a new user work with it, and purges
 * it; VALET_KEY_RELEASE=1 accepts the official runtime only.
 */
await main(async () => {
  const isChecked = process.argv.includes('--check');
  const isInstalled = process.argv.includes('--installed') && canInstall();
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetUpError('On this system run "npx electron-builder": it downloads what it needs.');
  }
  const electron = await setUp(ROOT, { needsDesktop: isChecked || isInstalled });
  say('Package');
  await step('build', build);
  await step('compiled vk', compileVk);
  let unpacked;
  await step('unpacked app', async () => (unpacked = await makeUnpacked(electron)));
  await step('inspection', () => inspect(unpacked, electron.origin));
  let deb;
  await step('.deb', async () => (deb = await makeDeb(unpacked, electron.origin)));
  const checked = isChecked ? await check(unpacked) : 0;
  return isInstalled && checked === 0 ? runTool('installed', deb) : checked;
});
