import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { FileFacts, Files, StoredFile } from './platform.ts';

const PERMISSIONS = 0o777;

const readUpTo = (descriptor: number, limit: number): string | undefined => {
  const buffer = Buffer.alloc(limit + 1);
  let length = 0;
  for (;;) {
    const read = readSync(descriptor, buffer, length, buffer.length - length, null);
    length += read;
    if (length > limit) return undefined;
    if (read === 0) return buffer.toString('utf8', 0, length);
  }
};

const read = (path: string, limit: number): StoredFile | undefined => {
  let descriptor: number;
  try {
    // Not through a link, and without waiting at a pipe that somebody has put there meanwhile.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
  try {
    const facts = fstatSync(descriptor);
    if (!facts.isFile()) return undefined;
    const { uid, mode } = facts;
    const text = readUpTo(descriptor, limit);
    return text === undefined ? undefined : { text, uid, mode: mode & PERMISSIONS };
  } finally {
    closeSync(descriptor);
  }
};

const fileKind = (stats: Stats): FileFacts['kind'] => {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  if (stats.isSocket()) return 'socket';
  return stats.isSymbolicLink() ? 'link' : 'other';
};

const look = (path: string): FileFacts | undefined => {
  try {
    const stats = lstatSync(path);
    return { kind: fileKind(stats), uid: stats.uid, mode: stats.mode & PERMISSIONS };
  } catch {
    return undefined;
  }
};

const replace = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // A name that nobody foresees, and never what lies there: in a folder of others it could be a link or a file of theirs.
  const beside = `${path}.${randomBytes(12).toString('hex')}.new`;
  try {
    writeFileSync(beside, text, { mode: 0o600, flag: 'wx' });
    renameSync(beside, path);
  } catch (thrown) {
    rmSync(beside, { force: true });
    throw thrown;
  }
};

/** Files by node:fs, without waiting for another turn: each is small and read once. */
export const nodeFiles: Files = {
  read,
  look,
  replace,
  makePrivateFolder: (parent) => mkdtempSync(join(parent, 'valet-key-')),
  remove: (path) => rmSync(path, { recursive: true, force: true }),
  parentOf: dirname,
  join: (...parts) => join(...parts),
};
