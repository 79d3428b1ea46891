import { lstatSync } from 'node:fs';
import type { Server } from 'node:http';
import { dirname } from 'node:path';
import { SocketRefused } from '../agent/socket.ts';

/** The first descriptor that systemd hands on. @see sd_listen_fds(3) */
const FIRST = 3;
const OTHERS = 0o077;

/**
 * The descriptor of the socket on which systemd waits for us; undefined where it does not. The variables are
 * taken out of the environment: they mean nothing to programs that we start. @see sd_listen_fds(3)
 */
export const activatedDescriptor = (
  environment: Record<string, string | undefined>,
  pid: number,
): number | undefined => {
  const { LISTEN_PID: meant, LISTEN_FDS: number } = environment;
  delete environment['LISTEN_PID'];
  delete environment['LISTEN_FDS'];
  delete environment['LISTEN_FDNAMES'];
  return meant === String(pid) && number === '1' ? FIRST : undefined;
};

/**
 * Listens on a socket that systemd has opened, under the same rules as one of ours: mode 0600 in a folder of
 * mode 0700, both of this user. Fails with {@link SocketRefused}.
 */
export const listenOnDescriptor = async (server: Server, descriptor: number): Promise<void> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', () =>
      reject(new SocketRefused('not-a-socket', `descriptor ${descriptor}`)),
    );
    server.listen({ fd: descriptor }, resolve);
  });
  const path = server.address();
  const isPrivate = typeof path === 'string' && isOurs(path) && isOurs(dirname(path));
  if (isPrivate) return;
  server.close();
  throw new SocketRefused(
    'folder-not-private',
    typeof path === 'string' ? path : 'not a Unix socket',
  );
};

const isOurs = (path: string): boolean => {
  try {
    const { uid, mode } = lstatSync(path);
    return uid === process.getuid?.() && (mode & OTHERS) === 0;
  } catch {
    return false;
  }
};
