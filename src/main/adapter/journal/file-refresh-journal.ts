import * as nodeFs from 'node:fs/promises';
import { z } from 'zod';
import { createTurns } from '../../../core/async/queue.ts';
import { ValetKeyError, isValetKeyError } from '../../../core/fault/valet-key-error.ts';
import type {
  CommittedToken,
  JournalRecord,
  RefreshJournal,
} from '../../../core/port/refresh-journal.ts';
import {
  appendPayload,
  type JournalFs,
  type JournalTail,
  type Remains,
  readTail,
  removeFile,
} from './file-refresh-journal-file.ts';
import { writeFault } from '../system/write-fault.ts';
import { Secret } from '../../../core/secret/secret.ts';
import { decrypt, encrypt, KEY_BYTES } from '../system/seal.ts';
import { ERROR_CODES } from '../../../vocabulary/error-code.ts';
import type { ConnectionId } from '../../../vocabulary/id.ts';
import { epochMs } from '../../../vocabulary/instant.ts';

/**
 * A log longer than this is emptied as soon as it is idle: early enough that the largest sealed
 * record still fits into what is allocated, on a disk that has become full meanwhile.
 */
const LONGEST_IDLE = 8 * 1024;

/** The largest sealed record that is carried along when a log is emptied: a token of 3000 characters. */
const LONGEST_COPY = LONGEST_IDLE / 2;

export interface FileRefreshJournalOptions {
  /** The folder of the journals; made 0700 where it is missing. */
  readonly folder: string;
  readonly walKey: StorageKeyProvider;
  readonly fs?: JournalFs;
}

const written = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (cause) {
    throw writeFault(cause);
  }
};

/** A locked key store is said as such; everything else is a file that could not be read. */
const readable = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (cause) {
    throw isValetKeyError(cause) ? cause : new ValetKeyError('VK_RECORD_UNREADABLE', { cause });
  }
};

const isCommit = ({ kind }: StoredRecord): boolean => kind === 'commit';

const sinceLastCommit = (records: readonly StoredRecord[]): readonly StoredRecord[] =>
  records.slice(records.findLastIndex(isCommit) + 1);

const isSealed = (record: StoredRecord): record is SealedRecord => record.kind === 'sealed';

/** The newest sealed token that has a commit behind it. */
const lastCommitted = (records: readonly StoredRecord[]): SealedRecord | undefined =>
  records.slice(0, Math.max(records.findLastIndex(isCommit), 0)).findLast(isSealed);

/** A sealed token is needed until its commit, also where a later send of it has failed; a removal to its end. */
const isIdle = (records: readonly StoredRecord[]): boolean => {
  const open = sinceLastCommit(records);
  const isNeeded = open.some(({ kind }) => kind === 'sealed' || kind === 'revoked');
  return open.at(-1)?.kind !== 'intent' && !isNeeded;
};

/**
 * What stays in a log that is emptied: the newest sealed token and its commit. One that would fill half
 * the log is left out: then it is the keychain alone that has it, as the refresh that is about to begin
 * has just read there.
 */
const remainsOf = ({ payloads, end }: JournalTail): Remains => {
  if (end <= LONGEST_IDLE) return 'all';
  const records = payloads.map(parseStored);
  if (!isIdle(records)) return 'all';
  const copy = lastCommitted(records);
  if (copy === undefined) return [];
  const payload = payloads[records.indexOf(copy)];
  if (payload === undefined || payload.length > LONGEST_COPY) return [];
  return [payload, printStored({ kind: 'commit', generation: copy.generation })];
};

/**
 * The refresh journal as one file per connection, `<id>.wal`, 0600, 64 KiB allocated beforehand so
 * that a full disk still takes an intent. Each append is one write and one fsync. Refresh tokens in
 * it are encrypted under `walKey`. A file that cannot be read is left as it is: VK_RECORD_UNREADABLE.
 */
export const createFileRefreshJournal = (options: FileRefreshJournalOptions): RefreshJournal => {
  const { folder, walKey } = options;
  const fs = options.fs ?? nodeFs;
  const turns = createTurns();
  return {
    append: (id, record) =>
      turns.take(id, () =>
        written(async () => {
          const payload = await storeRecord(id, record, walKey);
          await appendPayload(fs, folder, id, payload, remainsOf);
        }),
      ),
    read: (id) =>
      turns.take(id, () =>
        readable(async () => {
          const { payloads } = await readTail(fs, folder, id);
          const stored = payloads.map(parseStored);
          const open = sinceLastCommit(stored);
          const records = await Promise.all(open.map((one) => openRecord(id, one, walKey)));
          return { records, committed: committedToken(id, lastCommitted(stored), walKey) };
        }),
      ),
    forget: (id) => turns.take(id, () => written(() => removeFile(fs, folder, id))),
  };
};

/** Whose token it is; authenticated with it, so that a record cannot be moved to another place. */
interface SealContext {
  readonly connectionId: string;
  readonly generation: number;
}

const nameOf = ({ connectionId, generation }: SealContext): string =>
  `${connectionId}|${generation}`;

const keyBytes = (key: Secret<'storage-key'>): Buffer => {
  const bytes = Buffer.from(key.expose(), 'base64url');
  if (bytes.length !== KEY_BYTES) throw new ValetKeyError('VK_RECORD_UNREADABLE');
  return bytes;
};

/** Encrypts a refresh token with AES-256-GCM. */
const seal = (
  refreshToken: Secret<'refresh-token'>,
  key: Secret<'storage-key'>,
  context: SealContext,
): string => encrypt(keyBytes(key), nameOf(context), Buffer.from(refreshToken.expose(), 'utf8'));

/** The token `seal` hid. Fails with VK_RECORD_UNREADABLE for another key, context or content. */
const unseal = (
  text: string,
  key: Secret<'storage-key'>,
  context: SealContext,
): Secret<'refresh-token'> => {
  const plain = decrypt(keyBytes(key), nameOf(context), text);
  if (plain === undefined) throw new ValetKeyError('VK_RECORD_UNREADABLE');
  return Secret.of('refresh-token', plain.toString('utf8'));
};

/** Gives the 32-byte key, base64url; fails as the keychain does where it is locked. */
export type StorageKeyProvider = () => Promise<Secret<'storage-key'>>;

const generation = z.number().int().nonnegative();

/** A record as it stands in the file: only `sealed` differs from the port's, being encrypted. */
const storedRecordSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('intent'),
    generation,
    attempt: z.number().int(),
    at: z.number().transform(epochMs),
  }),
  z.object({ kind: z.literal('sealed'), generation, sealed: z.string() }),
  z.object({ kind: z.literal('commit'), generation }),
  z.object({ kind: z.literal('fail'), generation, code: z.enum(ERROR_CODES) }),
  z.object({ kind: z.literal('revoked'), generation }),
]);
export type StoredRecord = z.infer<typeof storedRecordSchema>;
type SealedRecord = Extract<StoredRecord, { kind: 'sealed' }>;

const printStored = (stored: StoredRecord): Buffer => Buffer.from(JSON.stringify(stored), 'utf8');

/** A record as bytes for the file; asks for the key only where there is something to hide. */
export const storeRecord = async (
  connectionId: ConnectionId,
  record: JournalRecord,
  key: StorageKeyProvider,
): Promise<Buffer> => {
  const stored: StoredRecord =
    record.kind === 'sealed'
      ? {
          kind: 'sealed',
          generation: record.generation,
          sealed: seal(record.refreshToken, await key(), { ...record, connectionId }),
        }
      : record;
  return printStored(stored);
};

/** Bytes that passed their CRC, as a record. Fails with VK_RECORD_UNREADABLE. */
export const parseStored = (payload: Buffer): StoredRecord => {
  try {
    return storedRecordSchema.parse(JSON.parse(payload.toString('utf8')));
  } catch (cause) {
    throw new ValetKeyError('VK_RECORD_UNREADABLE', { cause });
  }
};

const committedToken = (
  connectionId: ConnectionId,
  stored: SealedRecord | undefined,
  key: StorageKeyProvider,
): CommittedToken | undefined =>
  stored === undefined
    ? undefined
    : {
        generation: stored.generation,
        open: () =>
          readable(async () => unseal(stored.sealed, await key(), { ...stored, connectionId })),
      };

/** The port's record. Fails with VK_RECORD_UNREADABLE, or as the key provider does. */
export const openRecord = async (
  connectionId: ConnectionId,
  stored: StoredRecord,
  key: StorageKeyProvider,
): Promise<JournalRecord> => {
  if (stored.kind !== 'sealed') return stored;
  const refreshToken = unseal(stored.sealed, await key(), { ...stored, connectionId });
  return { kind: 'sealed', generation: stored.generation, refreshToken };
};
