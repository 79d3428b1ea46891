import { createHash } from 'node:crypto';
import { constants, openSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** macOS's `O_EXLOCK` of open(2), which Node has no name for: flock(2) in one step with opening. */
const O_EXLOCK = 0x20;

/** A file system that knows no such locks is no reason not to start: Chromium's lock is still there. */
const isHeldElsewhere = (thrown: unknown, code: string): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === code;

/**
 * An address in Linux's abstract namespace: no file, so none to be left behind; the kernel gives it to
 * one process and takes it back when that process ends, however it ends. unix(7)
 */
const takeAddress = (profileFolder: string): Promise<boolean> => {
  const of = `${String(process.getuid?.())} ${realpathSync(profileFolder)}`;
  const hash = createHash('sha256').update(of).digest('hex').slice(0, 32);
  return new Promise((resolve) => {
    const server = createServer((connection) => connection.destroy());
    server.once('error', (error) => resolve(!isHeldElsewhere(error, 'EADDRINUSE')));
    server.listen(`\0dev.valetkey.app/${hash}`, () => {
      server.unref();
      resolve(true);
    });
  });
};

/** The file stays; the lock on it goes with the process. */
const lockFile = (profileFolder: string): boolean => {
  const { O_RDWR, O_CREAT, O_NONBLOCK } = constants;
  try {
    openSync(join(profileFolder, 'lock'), O_RDWR | O_CREAT | O_NONBLOCK | O_EXLOCK, 0o600);
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
): Promise<boolean> => {
  if (platform === 'linux') return takeAddress(profileFolder);
  return platform === 'darwin' ? lockFile(profileFolder) : true;
};
