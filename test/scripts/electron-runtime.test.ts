import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findElectron } from '../../scripts/electron-runtime.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'valet-key-runtime-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const executable = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
const isNamed = (platform: string): platform is keyof typeof executable => platform in executable;
const EXECUTABLE = isNamed(process.platform) ? executable[process.platform] : 'electron';

/** A folder as Electron's archive unpacks to, with nothing behind it. */
function electronIn(place: string, version: string): string {
  const path = join(folder, place);
  mkdirSync(join(path, 'resources'), { recursive: true });
  mkdirSync(dirname(join(path, EXECUTABLE)), { recursive: true });
  writeFileSync(join(path, EXECUTABLE), '');
  writeFileSync(join(path, 'version'), version);
  return path;
}

const officialIn = (wanted: string, present: string): void => {
  electronIn('node_modules/electron/dist', present);
  const about = join(folder, 'node_modules', 'electron', 'package.json');
  writeFileSync(about, JSON.stringify({ version: wanted }));
};

const find = (allowStandIn: boolean) => findElectron({ root: folder, allowStandIn });

describe('which Electron is run', () => {
  test('the one that ELECTRON_OVERRIDE_DIST_PATH names, before the official one', async () => {
    officialIn('45.0.0', '45.0.0');
    const override = electronIn('override', 'v44.1.0');
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', override);
    expect(await find(true)).toEqual({
      folder: override,
      executable: join(override, EXECUTABLE),
      version: '44.1.0',
      origin: 'override',
    });
  });

  test('the official one, where it is the version of the lockfile', async () => {
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', '');
    officialIn('45.0.0', '45.0.0');
    expect(await find(false)).toMatchObject({ version: '45.0.0', origin: 'official' });
  });

  test('none, where the override names a folder without one', async () => {
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder);
    await expect(find(true)).rejects.toThrow('where no Electron is');
  });

  test('a marked one by override is still a stand-in', async () => {
    const override = electronIn('override', '33.4.11');
    writeFileSync(join(override, 'resources', 'NOT-FOR-RELEASE.txt'), '');
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', override);
    expect(await find(true)).toMatchObject({ origin: 'stand-in' });
    await expect(find(false)).rejects.toThrow('a release takes no other');
    vi.stubEnv('VALET_KEY_RELEASE', '1');
    await expect(find(true)).rejects.toThrow('a release takes no other');
  });
});
