import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { electronSwitches, hasDisplay } from './electron-runtime.mjs';
import { main, setUp } from './setup/index.mjs';
import { run, say, SetUpError, step } from './setup/progress.mjs';
import { acceptsStandIn } from './setup/stand-in.mjs';

const ROOT = join(import.meta.dirname, '..');

async function build() {
  const log = join(ROOT, 'artifacts', 'build.log');
  mkdirSync(join(ROOT, 'artifacts'), { recursive: true });
  rmSync(log, { force: true });
  const vite = join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const status = await run(process.execPath, [vite, 'build'], { cwd: ROOT, log });
  if (status === 0) return 'done';
  process.stderr.write(readFileSync(log, 'utf8'));
  throw new SetUpError('The app could not be built; the reason is above.');
}

function runApp(electron) {
  say('Starting Valet Key');
  return run(electron.executable, [...electronSwitches(), ROOT], { cwd: ROOT });
}

/** Without a display nobody could click, so the main job is done step by step for the reader. */
function runGuidedJob(electron) {
  say('No display here, so the main job is done for you under Xvfb, with the real programs.\n');
  const script = join(ROOT, 'tools', 'guided', 'run.ts');
  return run(process.execPath, ['--import', 'tsx', script], {
    cwd: ROOT,
    env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: electron.folder },
  });
}

await main(async () => {
  const isGuided = process.argv.includes('--guided') || !hasDisplay();
  const electron = await setUp(ROOT, {
    needsDesktop: isGuided,
    acceptsStandIn: () => acceptsStandIn(ROOT),
  });
  await step('build', build);
  return isGuided ? runGuidedJob(electron) : runApp(electron);
});
