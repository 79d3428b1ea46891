import { chmodSync, lstatSync, mkdirSync, unlinkSync, type Stats } from 'node:fs';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import type { SocketObstacle } from '../vocabulary/agent.ts';

/** Why the socket cannot be opened where it should be. Nothing that was there has been touched. */
export class SocketRefused extends Error {
  override readonly name = 'SocketRefused';
  readonly obstacle: SocketObstacle;

  constructor(obstacle: SocketObstacle, path: string) {
    super(`${obstacle}: ${path}`);
    this.obstacle = obstacle;
  }
}

/** Bytes that a path may have: Node cuts a longer one without a word, and binds elsewhere. @see unix(7) */
const longestPath = (platform: NodeJS.Platform): number => (platform === 'linux' ? 107 : 103);
const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;
const OTHERS = 0o077;

/**
 * Listens at `path`, for this user only: in a folder of mode 0700, on a socket of mode 0600. What lies
 * there already is replaced only if it is a socket at which nobody answers. Fails with
 * {@link SocketRefused}.
 */
export const listenPrivately = async (
  server: Server,
  path: string,
  platform: NodeJS.Platform = process.platform,
): Promise<void> => {
  if (platform === 'win32') throw new SocketRefused('not-supported', path);
  if (Buffer.byteLength(path) > longestPath(platform))
    throw new SocketRefused('path-too-long', path);
  makeFolder(path);
  await removeStale(path);
  await listen(server, path);
  chmodSync(path, PRIVATE_FILE);
};

const makeFolder = (path: string): void => {
  const folder = dirname(path);
  try {
    mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER });
  } catch {
    throw new SocketRefused('failed', path);
  }
  const facts = lstatOrNothing(folder);
  const isPrivate =
    facts?.isDirectory() === true &&
    facts.uid === process.getuid?.() &&
    (facts.mode & OTHERS) === 0;
  if (!isPrivate) throw new SocketRefused('folder-not-private', path);
};

/** Links are not followed. */
const lstatOrNothing = (path: string): Stats | undefined => {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
};

const removeStale = async (path: string): Promise<void> => {
  const facts = lstatOrNothing(path);
  if (facts === undefined) return;
  if (!facts.isSocket() || facts.uid !== process.getuid?.())
    throw new SocketRefused('not-a-socket', path);
  if ((await connectionError(path)) !== 'ECONNREFUSED') throw new SocketRefused('in-use', path);
  unlinkSync(path);
};

/** How connecting ends; undefined where somebody answers. */
const connectionError = (path: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(undefined);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
  });

/** The socket is private from its first moment: the mask is narrow while it is bound, and no longer. */
const listen = (server: Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void =>
      reject(new SocketRefused(error.code === 'EADDRINUSE' ? 'in-use' : 'failed', path));
    server.once('error', refuse);
    withNarrowMask(() =>
      server.listen(path, () => {
        server.off('error', refuse);
        resolve();
      }),
    );
  });

/** The mask is the process's: a worker may not set it, and has the folder to keep others out. */
const withNarrowMask = (action: () => void): void => {
  if (!isMainThread) {
    action();
    return;
  }
  const before = process.umask(0o177);
  try {
    action();
  } finally {
    process.umask(before);
  }
};
