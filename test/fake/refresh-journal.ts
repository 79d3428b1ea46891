import { ValetKeyError } from '../../src/core/fault/valet-key-error.ts';
import type { JournalRecord, RefreshJournal } from '../../src/core/port/refresh-journal.ts';
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
}

export const fakeRefreshJournal = (): FakeRefreshJournal => {
  const written: JournalRecord[] = [];
  const open = new Map<ConnectionId, readonly JournalRecord[]>();
  const failing = new Set<number>();
  let appends = 0;
  let isFull = false;
  let isSpoilt = false;
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
      open.set(id, record.kind === 'commit' ? [] : [...(open.get(id) ?? []), record]);
    },
    spoil() {
      isSpoilt = true;
    },
    async read(id) {
      await Promise.resolve();
      if (isSpoilt) throw new ValetKeyError('VK_RECORD_UNREADABLE');
      return open.get(id) ?? [];
    },
    async forget(id) {
      await Promise.resolve();
      open.delete(id);
      isSpoilt = false;
    },
  };
};
