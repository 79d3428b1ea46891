import { join } from 'node:path';
import { electronSwitches, hasDisplay } from './electron-runtime.mjs';
import { main, setUp } from './setup/index.mjs';
import { run, say, SetUpError } from './setup/progress.mjs';
import { acceptsStandIn } from './setup/stand-in.mjs';

const ROOT = join(import.meta.dirname, '..');

/**
 * Runs the app from the work tree: a change in main or preload builds it again and restarts it, one in
 * the window is swapped in place. What follows `--` goes to electron-vite, such as `--inspect`.
 */
await main(async () => {
  if (!hasDisplay()) {
    throw new SetUpError('No display here: "npm run dev" shows the window in any browser instead.');
  }
  const electron = await setUp(ROOT, {
    needsDesktop: false,
    acceptsStandIn: () => acceptsStandIn(ROOT),
  });
  const vite = join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const sandbox = electronSwitches().includes('--no-sandbox') ? ['--noSandbox'] : [];
  say('Starting Valet Key for development; Ctrl+C ends it');
  return run(process.execPath, [vite, 'dev', '--watch', ...sandbox, ...process.argv.slice(2)], {
    cwd: ROOT,
    env: { ...process.env, ELECTRON_EXEC_PATH: electron.executable },
  });
});
