import { ChevronDown, ChevronRight, TriangleAlert } from 'lucide-react';
import { memo, type CSSProperties } from 'react';
import { Avatar } from '../../../kit/avatar.tsx';
import { Foreign } from '../../../kit/foreign.tsx';
import { spokenCell } from './cell-words.ts';
import type { GridCell, GridColumn, GridRow } from './grid.ts';
import { Mark, RISK_TONES } from './map-legend.tsx';
import { isFirstOfGroup } from './matrix-head.tsx';

const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** Names a cell in the page; column 0 is the row's head. */
export const placeId = (row: number, column: number): string => `map-${row}-${column}`;

/** How strongly a cell of many is tinted: by the share of those that have it. */
const cellHeat = (row: GridRow, cell: GridCell): number =>
  row.kind === 'login' ? 0.14 : 0.08 + 0.32 * (cell.granted / row.logins);

const CellMark = ({ row, cell }: { readonly row: GridRow; readonly cell: GridCell }) => (
  <>
    <Mark risk={cell.risk} isHollow={cell.granted === 0} />
    {row.kind === 'group' && (
      <span className="matrix-count" aria-hidden="true">
        {short.format(cell.granted > 0 ? cell.granted : cell.asked)}
      </span>
    )}
    {cell.usedAt !== undefined && <span className="matrix-used-bar" />}
  </>
);

const RowHead = ({ row, isRoomy }: { readonly row: GridRow; readonly isRoomy: boolean }) => {
  if (row.kind === 'group') {
    const Chevron = row.isOpen ? ChevronDown : ChevronRight;
    return (
      <>
        <Chevron size={15} aria-hidden="true" className="faint" />
        <span className="matrix-who fill">
          <Foreign text={row.label} className="medium clip" />
          <span className="matrix-note note clip">{row.note}</span>
        </span>
      </>
    );
  }
  return (
    <>
      {isRoomy && <Avatar name={row.label} seed={row.id} />}
      <span className={isRoomy ? 'matrix-who fill' : 'matrix-who fill is-line'}>
        <Foreign text={row.label} />
        {(isRoomy || !row.isInGroup) && (
          <Foreign text={row.note} className="matrix-note note clip" />
        )}
      </span>
      {row.isEnded && (
        <span className="flex-none bad" title="This login has ended">
          <TriangleAlert size={13} aria-hidden="true" />
          <span className="sr-only">This login has ended</span>
        </span>
      )}
    </>
  );
};

interface MatrixRowProps {
  readonly row: GridRow;
  readonly columns: readonly GridColumn[];
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly template: string;
  readonly isRoomy: boolean;
  /** The column with the focus, where it is in this row. */
  readonly active: number | undefined;
  readonly now: number;
}

const Cell = ({
  row,
  column,
  index,
  at,
  isFirst,
  isActive,
  now,
}: Pick<MatrixRowProps, 'row' | 'index' | 'now'> & {
  readonly column: GridColumn;
  readonly at: number;
  readonly isFirst: boolean;
  readonly isActive: boolean;
}) => {
  const cell = row.cells.get(column.key);
  const tone = cell === undefined || cell.granted === 0 ? '' : RISK_TONES[cell.risk ?? 'unknown'];
  return (
    <div
      role="gridcell"
      id={placeId(index, at)}
      aria-colindex={at + 1}
      data-column={at}
      className={`matrix-cell stack ${tone}${isFirst ? ' is-first' : ''}${isActive ? ' is-active' : ''}`}
      style={cell === undefined ? undefined : ({ '--heat': cellHeat(row, cell) } as CSSProperties)}
    >
      <span className="sr-only">{spokenCell(row, column, cell, now)}</span>
      {cell !== undefined && <CellMark row={row} cell={cell} />}
    </div>
  );
};

const ariaLevel = (row: GridRow) =>
  row.kind === 'group'
    ? { 'aria-level': 1, 'aria-expanded': row.isOpen }
    : { 'aria-level': row.isInGroup ? 2 : 1 };

/** One line of the map. */
export const MatrixRow = memo(function MatrixRow(props: MatrixRowProps) {
  const { row, columns, index, top, height, template, isRoomy, active, now } = props;
  const inGroup = row.kind === 'login' && row.isInGroup ? ' is-in-group' : '';
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      {...ariaLevel(row)}
      data-row={index}
      className={`matrix-row grid full-width matrix-row-${row.kind}${inGroup}`}
      style={{ top, height, gridTemplateColumns: template }}
    >
      <div
        role="rowheader"
        id={placeId(index, 0)}
        aria-colindex={1}
        data-column={0}
        className={
          active === 0 ? 'matrix-side gap-2 narrowable is-active' : 'matrix-side gap-2 narrowable'
        }
      >
        <RowHead row={row} isRoomy={isRoomy} />
      </div>
      {columns.map((column, at) => (
        <Cell
          key={column.key}
          row={row}
          column={column}
          index={index}
          at={at + 1}
          isFirst={isFirstOfGroup(columns, at)}
          isActive={active === at + 1}
          now={now}
        />
      ))}
    </div>
  );
});
