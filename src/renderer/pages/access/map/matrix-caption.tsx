import { RiskMark } from '../../../kit/risk-mark.tsx';
import { cellWords } from './cell-words.ts';
import type { Grid, GridRow } from './grid.ts';
import type { Place } from './matrix-focus.ts';

interface MatrixCaptionProps {
  readonly grid: Grid;
  readonly place: Place | undefined;
  readonly now: number;
}

const HINT = 'Point at a mark, or move with the arrow keys, to read what it means.';

const headWords = (row: GridRow): string =>
  row.kind === 'group'
    ? `Press to ${row.isOpen ? 'close' : 'open'} this group.`
    : 'Press to see this login.';

/** The cell under the pointer or the focus, in words. Ears have them in the cell's name. */
export const MatrixCaption = ({ grid, place, now }: MatrixCaptionProps) => {
  const row = place && grid.rows[place.row];
  const column = place && grid.columns[place.column - 1];
  if (row === undefined) return <p className="matrix-caption stack is-hint">{HINT}</p>;
  if (column === undefined) return <p className="matrix-caption stack is-hint">{headWords(row)}</p>;
  const cell = row.cells.get(column.key);
  const { title, details, used } = cellWords(row, column, cell, now);
  return (
    <div className="matrix-caption stack">
      <p className="row gap-3 medium">
        <bdi className="clip">{title}</bdi>
        {cell !== undefined && cell.granted > 0 && <RiskMark risk={cell.risk} />}
        {used !== undefined && <span className="matrix-used flex-none small regular">{used}</span>}
      </p>
      <p className="matrix-caption-details small clip">
        <bdi>{details.join(' · ')}</bdi>
      </p>
    </div>
  );
};
