import { crc32 } from 'node:zlib';
import { join } from 'node:path';
import type { ConnectionId } from '../../../vocabulary/id.ts';

/**
 * One record on disk: length, sequence and CRC-32 (each 32 bits, big endian), then the payload. The
 * CRC covers sequence and payload. A length of zero, which is what pre-allocated space reads as,
 * ends the log.
 */
const HEADER_BYTES = 12;

/** An empty header: whatever is behind it is no part of the log. */
const EMPTY_HEADER: Buffer = Buffer.alloc(HEADER_BYTES);

/** The whole records of a file, and where the next one goes. */
export interface JournalTail {
  readonly payloads: readonly Buffer[];
  readonly end: number;
  readonly nextSequence: number;
}

const checksum = (sequence: Buffer, payload: Buffer): number => crc32(payload, crc32(sequence));

/** A record followed by an empty header, so that nothing older behind it can be read as its next. */
export const encodeRecord = (sequence: number, payload: Buffer): Buffer => {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(payload.length, 0);
  header.writeUInt32BE(sequence, 4);
  header.writeUInt32BE(checksum(header.subarray(4, 8), payload), 8);
  return Buffer.concat([header, payload, EMPTY_HEADER]);
};

interface RecordInFile {
  readonly payload: Buffer;
  readonly sequence: number;
  /** Where what follows it begins. */
  readonly end: number;
}

/** The whole record at `start` whose sequence is one of so many from `sequence` on. */
const recordAt = (
  file: Buffer,
  start: number,
  sequence: number,
  among = 1,
): RecordInFile | undefined => {
  if (start + HEADER_BYTES > file.length) return undefined;
  const length = file.readUInt32BE(start);
  const own = file.readUInt32BE(start + 4);
  const end = start + HEADER_BYTES + length;
  if (length === 0 || end > file.length || own < sequence || own >= sequence + among) {
    return undefined;
  }
  const payload = file.subarray(start + HEADER_BYTES, end);
  const isWhole =
    checksum(file.subarray(start + 4, start + 8), payload) === file.readUInt32BE(start + 8);
  return isWhole ? { payload, sequence: own, end } : undefined;
};

/** More records than fit into a file. */
const MOST_RECORDS = 4096;

/** The first whole record behind a damaged one; its payload is JSON, so no header can be mistaken inside it. */
const recordBehind = (
  file: Buffer,
  damaged: number,
  sequence: number,
): RecordInFile | undefined => {
  if (file.subarray(damaged, damaged + HEADER_BYTES).equals(EMPTY_HEADER)) return undefined;
  for (let start = damaged + 1; start + HEADER_BYTES <= file.length; start += 1) {
    const found = recordAt(file, start, sequence + 1, MOST_RECORDS);
    if (found !== undefined) return found;
  }
  return undefined;
};

/**
 * Reads the whole records up to the first empty header. A damaged one is passed over: the one behind it
 * may hold the only copy of a refresh token. Where none is behind it, it is a torn tail.
 */
export const decodeRecords = (file: Buffer): JournalTail => {
  const payloads: Buffer[] = [];
  let end = 0;
  let nextSequence = 1;
  for (;;) {
    const record = recordAt(file, end, nextSequence) ?? recordBehind(file, end, nextSequence);
    if (record === undefined) return { payloads, end, nextSequence };
    payloads.push(record.payload);
    end = record.end;
    nextSequence = record.sequence + 1;
  }
};

/** The part of a `FileHandle` of node:fs/promises that is used. */
export interface JournalHandle {
  readFile(): Promise<Buffer>;
  write(
    bytes: Buffer,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesWritten: number }>;
  chmod(mode: number): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** The part of node:fs/promises that is used. */
export interface JournalFs {
  mkdir(path: string, options: { recursive: true; mode: number }): Promise<unknown>;
  chmod(path: string, mode: number): Promise<void>;
  open(path: string, flags: string, mode?: number): Promise<JournalHandle>;
  unlink(path: string): Promise<void>;
}

/** Enough for the largest sealed token (38 kB, base64url) behind a log that is due for emptying. */
const PREALLOCATED = 64 * 1024;
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

const hasCode = (thrown: unknown, code: string): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === code;

export const journalPath = (folder: string, id: ConnectionId): string => join(folder, `${id}.wal`);

const writeAt = async (handle: JournalHandle, bytes: Buffer, position: number): Promise<void> => {
  let done = 0;
  while (done < bytes.length) {
    const left = bytes.length - done;
    const { bytesWritten } = await handle.write(bytes, done, left, position + done);
    if (bytesWritten === 0) throw new Error('the system wrote nothing');
    done += bytesWritten;
  }
};

const using = async <T>(
  handle: JournalHandle,
  work: (handle: JournalHandle) => Promise<T>,
): Promise<T> => {
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
};

/** Makes the folder's list of names durable. Windows has no such call, and needs none. */
const syncFolder = async (fs: JournalFs, folder: string): Promise<void> => {
  if (process.platform === 'win32') return;
  await using(await fs.open(folder, 'r'), (handle) => handle.sync());
};

/** Fills the file with zeros up to its full size, so that later records need no new disk space. */
const preallocate = async (handle: JournalHandle, from: number): Promise<void> => {
  await writeAt(handle, Buffer.alloc(PREALLOCATED - from), from);
  await handle.sync();
};

const create = async (fs: JournalFs, folder: string, path: string): Promise<void> => {
  await fs.mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  await fs.chmod(folder, FOLDER_MODE);
  await using(await fs.open(path, 'wx', FILE_MODE), (handle) => preallocate(handle, 0));
  await syncFolder(fs, folder);
};

const openExisting = async (
  fs: JournalFs,
  path: string,
  flags: string,
): Promise<JournalHandle | undefined> => {
  try {
    return await fs.open(path, flags);
  } catch (thrown) {
    if (hasCode(thrown, 'ENOENT')) return undefined;
    throw thrown;
  }
};

/** The whole records of a connection's file; none where there is no file. */
export const readTail = async (
  fs: JournalFs,
  folder: string,
  id: ConnectionId,
): Promise<JournalTail> => {
  const handle = await openExisting(fs, journalPath(folder, id), 'r');
  if (handle === undefined) return decodeRecords(Buffer.alloc(0));
  return using(handle, async () => decodeRecords(await handle.readFile()));
};

/** The payloads that a log keeps when it is emptied, or all of them. */
export type Remains = readonly Buffer[] | 'all';

const encodeLog = (payloads: readonly Buffer[]): Buffer =>
  Buffer.concat([
    ...payloads.map((payload, index) =>
      encodeRecord(index + 1, payload).subarray(0, HEADER_BYTES + payload.length),
    ),
    EMPTY_HEADER,
  ]);

/**
 * Empties the log but for what `remains`. That and the empty header behind it are written over the start
 * first, and synced, so that no older record can come to light. Where a crash tears this write, the older
 * records behind it are found as they were.
 */
const empty = async (handle: JournalHandle, remains: readonly Buffer[]): Promise<JournalTail> => {
  const log = encodeLog(remains);
  await writeAt(handle, log, 0);
  await handle.sync();
  await preallocate(handle, log.length);
  return decodeRecords(log);
};

/**
 * Appends a payload and resolves when it is on disk; makes the file where there is none.
 *
 * @param remainsOf what of the log is still needed, given its payloads
 */
export const appendPayload = async (
  fs: JournalFs,
  folder: string,
  id: ConnectionId,
  payload: Buffer,
  remainsOf: (tail: JournalTail) => Remains,
): Promise<void> => {
  const path = journalPath(folder, id);
  let handle = await openExisting(fs, path, 'r+');
  if (handle === undefined) {
    await create(fs, folder, path);
    handle = await fs.open(path, 'r+');
  }
  await using(handle, async (file) => {
    await file.chmod(FILE_MODE);
    const bytes = await file.readFile();
    if (bytes.length < PREALLOCATED) await preallocate(file, bytes.length);
    let tail = decodeRecords(bytes);
    const remains = remainsOf(tail);
    if (remains !== 'all') tail = await empty(file, remains);
    await writeAt(file, encodeRecord(tail.nextSequence, payload), tail.end);
    await file.sync();
  });
};

/** Removes a connection's file; no file is as good. */
export const removeFile = async (
  fs: JournalFs,
  folder: string,
  id: ConnectionId,
): Promise<void> => {
  try {
    await fs.unlink(journalPath(folder, id));
  } catch (thrown) {
    if (hasCode(thrown, 'ENOENT')) return;
    throw thrown;
  }
  await syncFolder(fs, folder);
};
