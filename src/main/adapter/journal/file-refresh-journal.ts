import * as nodeFs from 'node:fs/promises';
import { createTurns } from '../../../core/async/keyed-queue.ts';
import { ValetKeyError, isValetKeyError } from '../../../core/fault/valet-key-error.ts';
import type { RefreshJournal } from '../../../core/port/refresh-journal.ts';
import {
  appendPayload,
  type JournalFs,
  type JournalTail,
  readTail,
  removeFile,
} from './file-refresh-journal-file.ts';
import {
  openRecord,
  parseStored,
  storeRecord,
  type StorageKeyProvider,
  type StoredRecord,
} from './file-refresh-journal-record.ts';
import { writeFault } from '../system/write-fault.ts';

/**
 * A log longer than this is emptied as soon as it is idle: early enough that the largest sealed
 * record still fits into what is allocated, on a disk that has become full meanwhile.
 */
const LONGEST_IDLE = 8 * 1024;

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

const sinceLastCommit = (records: readonly StoredRecord[]): readonly StoredRecord[] =>
  records.slice(records.findLastIndex(({ kind }) => kind === 'commit') + 1);

/** A sealed token is needed until its commit, also where a later send of it has failed. */
const isIdle = ({ payloads }: JournalTail): boolean => {
  const open = sinceLastCommit(payloads.map(parseStored));
  return open.at(-1)?.kind !== 'intent' && !open.some(({ kind }) => kind === 'sealed');
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
  const mayEmpty = (tail: JournalTail): boolean => tail.end > LONGEST_IDLE && isIdle(tail);
  return {
    append: (id, record) =>
      turns.take(id, () =>
        written(async () => {
          const payload = await storeRecord(id, record, walKey);
          await appendPayload(fs, folder, id, payload, mayEmpty);
        }),
      ),
    read: (id) =>
      turns.take(id, () =>
        readable(async () => {
          const { payloads } = await readTail(fs, folder, id);
          const open = sinceLastCommit(payloads.map(parseStored));
          return Promise.all(open.map((stored) => openRecord(id, stored, walKey)));
        }),
      ),
    forget: (id) => turns.take(id, () => written(() => removeFile(fs, folder, id))),
  };
};
