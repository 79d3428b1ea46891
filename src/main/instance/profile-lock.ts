import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, constants, existsSync, fchmodSync, openSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** macOS's `O_EXLOCK` of open(2), which Node has no name for: flock(2) in one step with opening. */
const O_EXLOCK = 0x20;

/**
 * Where flock(1) lies on Linux: of util-linux or busybox. Not by PATH, so that every start on a machine
 * takes the same kind of lock.
 */
const FLOCK_PROGRAMS = ['/usr/bin/flock', '/bin/flock', '/run/current-system/sw/bin/flock'];
const LONGEST_FLOCK_MS = 2000;

/** A file system that knows no such locks is no reason not to start: Chromium's lock is still there. */
const isHeldElsewhere = (thrown: unknown, code: string): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === code;

const lockPath = (profileFolder: string): string => join(profileFolder, 'lock');

/**
 * flock(2) on a file of the profile, which nobody else may open. The lock belongs to what was opened,
 * not to the process that asked: flock(1) takes it on the descriptor it inherits from us and ends, and
 * the kernel gives it back when we end, however we do. Undefined where the lock cannot be had at all.
 */
const lockWithFlock = (profileFolder: string, flock: string): boolean | undefined => {
  const { O_RDWR, O_CREAT, O_NOFOLLOW } = constants;
  const file = openSync(lockPath(profileFolder), O_RDWR | O_CREAT | O_NOFOLLOW, 0o600);
  fchmodSync(file, 0o600);
  const { status } = spawnSync(flock, ['-n', '0'], {
    stdio: [file, 'ignore', 'ignore'],
    env: {},
    timeout: LONGEST_FLOCK_MS,
  });
  // Open as long as the process runs.
  if (status === 0) return true;
  closeSync(file);
  return status === 1 ? false : undefined;
};

/**
 * An address in Linux's abstract namespace: no file, so none to be left behind; the kernel gives it to
 * one process and takes it back when that process ends, however it ends. Another user of the machine
 * can take it too, so it serves only where there is no flock(1). unix(7)
 */
const takeAddress = (profileFolder: string): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer((connection) => connection.destroy());
    server.once('error', (error) => resolve(!isHeldElsewhere(error, 'EADDRINUSE')));
    server.listen(profileAddress(profileFolder), () => {
      server.unref();
      resolve(true);
    });
  });

/** The address of a profile, the same under every name of its folder. */
export const profileAddress = (profileFolder: string): string => {
  const of = `${String(process.getuid?.())} ${realpathSync(profileFolder)}`;
  const hash = createHash('sha256').update(of).digest('hex').slice(0, 32);
  return `\0dev.valetkey.app/${hash}`;
};

/** The file stays; the lock on it goes with the process. */
const lockOnOpening = (profileFolder: string): boolean => {
  const { O_RDWR, O_CREAT, O_NONBLOCK } = constants;
  try {
    openSync(lockPath(profileFolder), O_RDWR | O_CREAT | O_NONBLOCK | O_EXLOCK, 0o600);
    return true;
  } catch (thrown) {
    return !isHeldElsewhere(thrown, 'EAGAIN');
  }
};

/**
 * Takes the profile for this process, until it ends; false where another process has it. Unlike
 * Chromium's lock, which is a link that two starts can find stale at the same moment, it cannot be
 * held twice. On Windows, where Chromium's lock is the kernel's, it is always given.
 */
export const takeProfileLock = async (
  profileFolder: string,
  platform: NodeJS.Platform = process.platform,
  flockPrograms: readonly string[] = FLOCK_PROGRAMS,
): Promise<boolean> => {
  if (platform === 'darwin') return lockOnOpening(profileFolder);
  if (platform !== 'linux') return true;
  const flock = flockPrograms.find((path) => existsSync(path));
  const isLocked = flock === undefined ? undefined : lockWithFlock(profileFolder, flock);
  return isLocked ?? takeAddress(profileFolder);
};
