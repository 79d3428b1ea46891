import { foreignText } from '../../../kit/words/foreign.ts';
import { agoWords } from '../../../kit/words/time-words.ts';
import type { GridCell, GridColumn, GridRow, Risk } from './grid.ts';

/** What is known of the cell under the pointer or the focus. */
export interface CellWords {
  /** Who may do what, in one sentence. */
  readonly title: string;
  /** Scope tokens with the sentences of the catalogue. */
  readonly details: readonly string[];
  readonly used: string | undefined;
}

const RISK_WORDS: Readonly<Record<NonNullable<Risk>, string>> = {
  low: 'Low risk',
  medium: 'Medium risk',
  high: 'High risk',
};

export const riskWords = (risk: Risk): string =>
  risk === undefined ? 'Risk not known' : RISK_WORDS[risk];

const MOST = 80;
const LONGEST = 200;

const lowered = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

/** What a column is about, to be read after "may". */
const actionWords = ({ area, words, isForeign, of }: GridColumn): string => {
  if (area === 'resource') return `use ${isForeign ? foreignText(words, MOST) : words}`;
  if (!isForeign) return of === undefined ? lowered(words) : `use ${lowered(words)}`;
  return `use “${foreignText(words, MOST)}”`;
};

const counted = (count: number): string => count.toLocaleString('en');

const titleOf = (row: GridRow, column: GridColumn, cell: GridCell | undefined): string => {
  const who = foreignText(row.label, MOST);
  const action = actionWords(column);
  if (row.kind === 'login') {
    if (cell === undefined) return `${who} may not ${action}`;
    return cell.granted > 0 ? `${who} may ${action}` : `${who} asked to ${action}, and may not`;
  }
  const count = cell?.granted ?? 0;
  const asked = cell?.asked ?? 0;
  const more = asked === 0 ? '' : `; ${counted(asked)} requested but not granted`;
  const at = column.area === 'resource' ? 'of' : 'at';
  return `${counted(count)} of ${counted(row.logins)} logins ${at} ${who} may ${action}${more}`;
};

/** A cell as sentences: for the line below the map, and for ears. */
export const cellWords = (
  row: GridRow,
  column: GridColumn,
  cell: GridCell | undefined,
  now: number,
): CellWords => ({
  title: titleOf(row, column, cell),
  details:
    cell?.tokens.map(({ token, sentence = 'No description available for this scope.' }) =>
      token === '' ? sentence : `${sentence} (${foreignText(token, LONGEST)})`,
    ) ?? [],
  used: cell?.usedAt === undefined ? undefined : `Copied ${agoWords(cell.usedAt, now)}`,
});

/** The same in one breath. */
export const spokenCell = (
  row: GridRow,
  column: GridColumn,
  cell: GridCell | undefined,
  now: number,
): string => {
  const { title, details, used } = cellWords(row, column, cell, now);
  const risk = cell !== undefined && cell.granted > 0 ? riskWords(cell.risk) : undefined;
  return [title, risk, used, ...details]
    .filter((part) => part !== undefined)
    .map((part) => (part.endsWith('.') ? part : `${part}.`))
    .join(' ');
};
