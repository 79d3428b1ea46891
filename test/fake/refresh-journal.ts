import { ValetKeyError } from '../../src/core/fault/valet-key-error.ts';
import type {
  JournalReading,
  JournalRecord,
  RefreshJournal,
} from '../../src/core/port/refresh-journal.ts';
import type { ConnectionId } from '../../src/vocabulary/id.ts';

/** A `RefreshJournal` in memory that remembers everything and can be told to fail. */
export interface FakeRefreshJournal extends RefreshJournal {
  /** Every record that was written, oldest first, commits included. */
  readonly written: readonly JournalRecord[];
  /** The `nth` append from now (0: the next one) fails with VK_RECORD_NOT_WRITTEN. */
  failAppend(nth: number): void;
  /** All appends fail until told otherwise, as on a full disk. */
  fill(isFull: boolean): void;
  /** What is there can no longer be read, until it is forgotten. */
  spoil(): void;
  /** From now on the copies of committed tokens cannot be opened. */
  closeCopies(): void;
}

/** What a journal with these records says. */
export const readingOf = (all: readonly JournalRecord[]): JournalReading => {
  const commit = all.findLastIndex(({ kind }) => kind === 'commit');
  const copy = all.slice(0, Math.max(commit, 0)).findLast((one) => one.kind === 'sealed');
  return {
    records: all.slice(commit + 1),
    committed:
      copy === undefined
        ? undefined
        : { generation: copy.generation, open: () => Promise.resolve(copy.refreshToken) },
  };
};

export const fakeRefreshJournal = (): FakeRefreshJournal => {
  const written: JournalRecord[] = [];
  const all = new Map<ConnectionId, readonly JournalRecord[]>();
  const failing = new Set<number>();
  let appends = 0;
  let isFull = false;
  let isSpoilt = false;
  let isClosed = false;
  return {
    written,
    failAppend(nth) {
      failing.add(appends + nth);
    },
    fill(full) {
      isFull = full;
    },
    async append(id, record) {
      await Promise.resolve();
      appends += 1;
      if (isFull || failing.has(appends - 1)) throw new ValetKeyError('VK_RECORD_NOT_WRITTEN');
      written.push(record);
      all.set(id, [...(all.get(id) ?? []), record]);
    },
    spoil() {
      isSpoilt = true;
    },
    closeCopies() {
      isClosed = true;
    },
    async read(id) {
      await Promise.resolve();
      if (isSpoilt) throw new ValetKeyError('VK_RECORD_UNREADABLE');
      const { records, committed } = readingOf(all.get(id) ?? []);
      if (committed === undefined || !isClosed) return { records, committed };
      const open = () => Promise.reject(new ValetKeyError('VK_RECORD_UNREADABLE'));
      return { records, committed: { ...committed, open } };
    },
    async forget(id) {
      await Promise.resolve();
      all.delete(id);
      isSpoilt = false;
    },
  };
};
