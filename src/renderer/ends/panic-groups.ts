import type { PanicRow } from '../../shared/ipc/view-revocation.ts';
import { rowWords, type RowWords } from './revocation-words.ts';

/** One login in "revoke everything", with its words. */
export interface PanicLine {
  readonly row: PanicRow;
  readonly words: RowWords;
}

/** The logins at one server, and the page to visit there where something is left to do. */
export interface PanicGroup {
  readonly host: string;
  readonly lines: readonly PanicLine[];
  /** How many are revoked. */
  readonly revoked: number;
  /** The first login of those that need a hand. */
  readonly byHand: PanicRow | undefined;
}

/**
 * The rows by server, seen from `now` in milliseconds. While it runs, servers keep their order; after
 * that, those that are left to the person come first.
 */
export const panicGroups = (
  rows: readonly PanicRow[],
  now: number,
  isRunning: boolean,
): readonly PanicGroup[] => {
  const lines = new Map<string, PanicLine[]>();
  for (const row of rows) {
    const known = lines.get(row.host) ?? [];
    known.push({ row, words: rowWords(row, now) });
    lines.set(row.host, known);
  }
  const groups = [...lines].map(([host, own]) => groupOf(host, own));
  return isRunning
    ? groups
    : groups.toSorted((one, other) => Number(isDone(one)) - Number(isDone(other)));
};

const groupOf = (host: string, lines: readonly PanicLine[]): PanicGroup => ({
  host,
  lines,
  revoked: lines.filter(({ words }) => words.tone === 'good').length,
  byHand: lines.find(({ words }) => words.needsHand)?.row,
});

const isDone = ({ byHand, lines, revoked }: PanicGroup): boolean =>
  byHand === undefined && revoked === lines.length;
