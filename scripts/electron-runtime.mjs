import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { run, say, SetUpError } from './setup/progress.mjs';
import { fetchStandIn } from './setup/stand-in.mjs';

const EXECUTABLE = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
}[process.platform];

/** How long an answer from the release server may take before we do without. */
const PATIENCE_MS = 4000;
/** The official archive has some 110 MB. */
const DOWNLOAD_LIMIT_MS = 15 * 60_000;

function describe(folder, origin) {
  const executable = join(folder, EXECUTABLE ?? 'electron');
  if (!existsSync(executable)) return undefined;
  const versionFile = join(folder, 'version');
  const version = existsSync(versionFile)
    ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '')
    : 'unknown version';
  return { folder, executable, version, origin };
}

function overridden() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (folder === undefined || folder === '') return undefined;
  const found = describe(folder, 'override');
  if (found === undefined) {
    throw new SetUpError(`ELECTRON_OVERRIDE_DIST_PATH names ${folder}, where no Electron is.`);
  }
  const isStandIn = existsSync(join(folder, 'resources', 'NOT-FOR-RELEASE.txt'));
  return isStandIn ? { ...found, origin: 'stand-in' } : found;
}

/** A firewall that swallows packets would hold electron's own installer for minutes. */
function isReachable() {
  const viaAnother = [
    'ELECTRON_MIRROR',
    'HTTPS_PROXY',
    'https_proxy',
    'npm_config_electron_mirror',
  ];
  if (viaAnother.some((name) => process.env[name])) return Promise.resolve(true);
  return new Promise((resolve) => {
    const socket = connect({ host: 'github.com', port: 443, timeout: PATIENCE_MS });
    const answer = (reached) => {
      socket.destroy();
      resolve(reached);
    };
    socket.once('connect', () => answer(true));
    socket.once('timeout', () => answer(false));
    socket.once('error', () => answer(false));
    setTimeout(() => answer(false), PATIENCE_MS).unref();
  });
}

/** The binary that electron's own installer fetches and checks against its `checksums.json`. */
async function official(root) {
  const home = join(root, 'node_modules', 'electron');
  const dist = join(home, 'dist');
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const present = describe(dist, 'official');
  if (present?.version === version) return present;
  if (!(await isReachable())) return undefined;
  say(`  Electron ${version}: downloading the official binary`);
  const status = await run(process.execPath, [join(home, 'install.js')], {
    stdio: 'ignore',
    timeout: DOWNLOAD_LIMIT_MS,
  });
  return status === 0 ? describe(dist, 'official') : undefined;
}

/**
 * Finds the Electron to run: the one of ELECTRON_OVERRIDE_DIST_PATH, else the official binary, else
 * a pinned stand-in where `allowStandIn` says so. VALET_KEY_RELEASE=1 refuses the stand-in always.
 *
 * @param acceptsStandIn asked before the stand-in is fetched or run; whoever declines gets none
 * @returns `{ folder, executable, version, origin }`, origin being `override`, `official` or
 *   `stand-in`; fails with a `SetUpError` where there is none
 */
export async function findElectron({ root, allowStandIn, acceptsStandIn = async () => true }) {
  const isRelease = process.env.VALET_KEY_RELEASE === '1';
  const found = overridden() ?? (await official(root));
  if (found !== undefined && found.origin !== 'stand-in') return found;
  if (isRelease || !allowStandIn) {
    throw new SetUpError(
      'The official Electron binary could not be downloaded, and a release takes no other. ' +
        'Connect to the internet, or name its folder in ELECTRON_OVERRIDE_DIST_PATH.',
    );
  }
  if (found === undefined && !(await acceptsStandIn())) {
    throw new SetUpError(
      'Nothing was fetched. Connect to the internet, so that the official Electron can be downloaded, ' +
        'or name the folder of one in ELECTRON_OVERRIDE_DIST_PATH.',
    );
  }
  const standIn = found ?? describe(await fetchStandIn(root), 'stand-in');
  if (standIn === undefined) throw new SetUpError('The stand-in Electron holds no executable.');
  return standIn;
}

/** Switches without which Electron does not start here: Chromium has no sandbox for root. */
export function electronSwitches() {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** True where a window can be shown to a person. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}
