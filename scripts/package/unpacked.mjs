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
import { DIST, MARK_FILE, packageName, ROOT } from './layout.mjs';

/** Goes into the archive as well, where the app reads it, and beside the executable. */
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

async function build(electron, stage, log) {
  const builder = join(ROOT, 'node_modules', 'electron-builder', 'cli.js');
  const settings = { electronDist: stage, electronVersion: electron.version };
  const mark = join(ROOT, MARK_FILE);
  rmSync(mark, { force: true });
  if (electron.origin === 'stand-in') writeFileSync(mark, NOTICE);
  try {
    return await run(
      process.execPath,
      [
        ...[builder, '--linux', 'dir', '--x64', '--publish', 'never'],
        ...Object.entries(settings).map(([name, value]) => `-c.${name}=${value}`),
      ],
      { cwd: ROOT, log },
    );
  } finally {
    rmSync(mark, { force: true });
  }
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
  if (electron.origin === 'stand-in') writeFileSync(join(folder, MARK_FILE), NOTICE);
  return folder;
}
