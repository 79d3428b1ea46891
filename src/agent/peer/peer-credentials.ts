import { createRequire } from 'node:module';
import type * as Koffi from 'koffi';

/** Who is at the other end of a local socket, by the kernel's word; taken when it connected. */
export interface PeerCredentials {
  readonly pid: number;
  /** Absent where the system does not say it with the process. */
  readonly uid?: number;
}

export type ReadPeerCredentials = (descriptor: number) => PeerCredentials | undefined;

/** Undefined on systems where nothing is known of the other end. Throws where the addon cannot be loaded. */
export const peerCredentialsOf = (platform: NodeJS.Platform): ReadPeerCredentials | undefined =>
  platform === 'linux' ? linux() : platform === 'darwin' ? macOS() : undefined;

const INT = 4;

/** Loaded where it is used: on a system without its addon programs get no answer, and all else works. */
const loadKoffi = (): typeof Koffi => createRequire(import.meta.url)('koffi') as typeof Koffi;

/** `getsockopt` of the C library; -1 for a failure. */
const socketOption = () => {
  const call = loadKoffi()
    .load(null)
    .func('int getsockopt(int, int, int, _Out_ void *, _Inout_ void *)') as (
    ...words: readonly (number | Buffer)[]
  ) => number;
  return (descriptor: number, level: number, name: number, size: number): Buffer | undefined => {
    const value = Buffer.alloc(size);
    const length = Buffer.alloc(INT);
    length.writeInt32LE(size);
    return call(descriptor, level, name, value, length) === 0 ? value : undefined;
  };
};

const SOL_SOCKET = 1;
const SO_PEERCRED = 17;

/** `struct ucred { pid, uid, gid }`. @see unix(7) */
const linux = (): ReadPeerCredentials => {
  const option = socketOption();
  return (descriptor) => {
    const value = option(descriptor, SOL_SOCKET, SO_PEERCRED, 3 * INT);
    if (value === undefined) return undefined;
    return { pid: value.readInt32LE(0), uid: value.readUInt32LE(INT) };
  };
};

const SOL_LOCAL = 0;
const LOCAL_PEERCRED = 1;
const LOCAL_PEERPID = 2;
/** `struct xucred { version, uid, group count, 16 groups }`. @see sys/ucred.h */
const XUCRED_SIZE = 76;

/** Written from the headers; nobody has run it yet. */
const macOS = (): ReadPeerCredentials => {
  const option = socketOption();
  return (descriptor) => {
    const pid = option(descriptor, SOL_LOCAL, LOCAL_PEERPID, INT)?.readInt32LE(0);
    const uid = option(descriptor, SOL_LOCAL, LOCAL_PEERCRED, XUCRED_SIZE)?.readUInt32LE(INT);
    if (pid === undefined || uid === undefined) return undefined;
    return { pid, uid };
  };
};
