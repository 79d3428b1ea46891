import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, SetUpError } from './progress.mjs';

const [MAJOR, MINOR] = [20, 19];

/** Fails on a Node that electron-vite cannot run on. */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > MAJOR || (major === MAJOR && minor >= MINOR)) return;
  throw new SetUpError(`Node ${MAJOR}.${MINOR} or newer is needed; this is ${version}.`);
}

function packagesIn(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

/** True where npm's own record of what it installed agrees with the lockfile; dates do not count. */
function isInstalled(root) {
  const wanted = packagesIn(join(root, 'package-lock.json'));
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || installed[path]?.version === version || (optional && !installed[path]),
  );
}

/** Installs exactly what the lockfile says, without running anybody's install script. */
export async function installNpmPackages(root) {
  if (isInstalled(root)) return undefined;
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const status = await run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new SetUpError(`"npm ci" failed with status ${status}.`);
  return 'installed from the lockfile';
}
