import { fstatSync, lstatSync, readFileSync } from 'node:fs';
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
  const path = pathOfSocket(descriptor);
  if (path !== undefined && isOurs(path) && isOurs(dirname(path))) return;
  server.close();
  throw new SocketRefused('folder-not-private', path ?? 'no Unix socket with a path');
};

/** Where a listening Unix socket lies, by the kernel's list of them: Node does not say it. @see proc_net(5) */
const pathOfSocket = (descriptor: number): string | undefined => {
  try {
    const inode = String(fstatSync(descriptor).ino);
    const lines = readFileSync('/proc/net/unix', 'utf8').split('\n');
    const line = lines.map((one) => one.trim().split(/\s+/)).find((words) => words[6] === inode);
    return line === undefined ? undefined : line.slice(7).join(' ');
  } catch {
    return undefined;
  }
};

const isOurs = (path: string): boolean => {
  try {
    const { uid, mode } = lstatSync(path);
    return uid === process.getuid?.() && (mode & OTHERS) === 0;
  } catch {
    return false;
  }
};
