import type { RevokeAllRow } from '../../contract/revocation.ts';
import { rowWords, type RowWords } from './revocation-words.ts';

/** One login in "revoke everything", with its words. */
export interface RevokeAllLine {
  readonly row: RevokeAllRow;
  readonly words: RowWords;
}

/** The logins at one server, and the page to visit there where something is left to do. */
export interface RevokeAllGroup {
  readonly host: string;
  readonly lines: readonly RevokeAllLine[];
  /** How many are revoked. */
  readonly revoked: number;
  /** The first login of those that need a hand. */
  readonly toVisit: RevokeAllRow | undefined;
}

/**
 * The rows by server, seen from `now` in milliseconds. While it runs, servers keep their order; after
 * that, those that are left to the person come first.
 */
export const revokeAllGroups = (
  rows: readonly RevokeAllRow[],
  now: number,
  isRunning: boolean,
): readonly RevokeAllGroup[] => {
  const lines = new Map<string, RevokeAllLine[]>();
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

const groupOf = (host: string, lines: readonly RevokeAllLine[]): RevokeAllGroup => ({
  host,
  lines,
  revoked: lines.filter(({ words }) => words.tone === 'good').length,
  toVisit: lines.find(({ words }) => words.needsPerson)?.row,
});

const isDone = ({ toVisit, lines, revoked }: RevokeAllGroup): boolean =>
  toVisit === undefined && revoked === lines.length;
