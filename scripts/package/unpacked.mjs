import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { run, SetUpError } from '../setup/progress.mjs';
import { DIST, MARK_FILE, MARKED, packageName, ROOT } from './layout.mjs';

/** Beside the executable for a person, and in the resources for the app, which reads it there. */
const NOTICE = `This build holds an Electron whose bytes nobody vouches for.
It is for development and tests. Do not hand it to anybody.
`;

/** A copy of the runtime without the app that comes with it, which the fuses may then be set in. */
function stageRuntime(electron) {
  const stage = join(DIST, 'runtime');
  rmSync(stage, { recursive: true, force: true });
  cpSync(electron.folder, stage, { recursive: true });
  for (const name of ['app', 'default_app.asar', MARK_FILE]) {
    rmSync(join(stage, 'resources', name), { recursive: true, force: true });
  }
  rmSync(join(stage, 'version'), { force: true });
  return stage;
}

function build(electron, stage, log) {
  const builder = join(ROOT, 'node_modules', 'electron-builder', 'cli.js');
  const settings = { electronDist: stage, electronVersion: electron.version };
  return run(
    process.execPath,
    [
      ...[builder, '--linux', 'dir', '--x64', '--publish', 'never'],
      ...Object.entries(settings).map(([name, value]) => `-c.${name}=${value}`),
    ],
    { cwd: ROOT, log },
  );
}

/** Makes the unpacked Linux app out of `out/` and the given runtime; answers its folder. */
export async function makeUnpacked(electron) {
  mkdirSync(DIST, { recursive: true });
  const log = join(DIST, 'electron-builder.log');
  rmSync(log, { force: true });
  const stage = stageRuntime(electron);
  const status = await build(electron, stage, log);
  rmSync(stage, { recursive: true });
  const made = join(DIST, 'linux-unpacked');
  if (status !== 0 || !existsSync(made)) {
    process.stderr.write(readFileSync(log, 'utf8'));
    throw new SetUpError(`electron-builder failed with status ${status}.`);
  }
  const folder = join(DIST, packageName(electron.origin));
  rmSync(folder, { recursive: true, force: true });
  renameSync(made, folder);
  if (electron.origin === 'stand-in') {
    for (const place of MARKED) writeFileSync(join(folder, place), NOTICE);
  }
  return folder;
}
