import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef } from 'react';
import type { Grid, GridRow } from './grid.ts';
import { type Place, useMatrixFocus } from './matrix-focus.ts';
import { MatrixHead, type MatrixSizes, sizesOf } from './matrix-head.tsx';
import { MatrixRow, placeId } from './matrix-row.tsx';
import { RiskMark } from '../../../kit/risk-mark.tsx';
import { cellWords } from './cell-words.ts';

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
const MatrixCaption = ({ grid, place, now }: MatrixCaptionProps) => {
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

interface MatrixProps {
  readonly grid: Grid;
  readonly label: string;
  /** What the rows are. */
  readonly corner: string;
  readonly now: number;
  /** Opens or closes a group, or shows a login. */
  readonly onAction: (row: GridRow) => void;
}

/** The lines in view, below a head that stays. */
const useLines = (
  box: RefObject<HTMLDivElement | null>,
  grid: Grid,
  { head, heightOf }: MatrixSizes,
) => {
  const { rows } = grid;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => heightOf(rows[index]),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 6,
    scrollMargin: head,
    scrollPaddingStart: head,
  });
  // Heights depend on how many lines there are and on which are groups.
  useEffect(() => virtualizer.measure(), [virtualizer, grid]);
  return virtualizer;
};

interface LinesProps extends Pick<MatrixProps, 'grid' | 'now'> {
  readonly items: readonly VirtualItem[];
  readonly sizes: MatrixSizes;
  readonly place: Place;
}

const Lines = ({ grid: { rows, columns }, items, sizes, place, now }: LinesProps) =>
  items.map(({ index, start, size, key }) => {
    const row = rows[index];
    return (
      row && (
        <MatrixRow
          key={key}
          row={row}
          columns={columns}
          index={index}
          top={start - sizes.head}
          height={size}
          template={sizes.template}
          isRoomy={sizes.isRoomy}
          active={index === place.row ? place.column : undefined}
          now={now}
        />
      )
    );
  });

/**
 * Who may do what. Only the lines in view are in the page; the focus is on the box and
 * `aria-activedescendant` names the cell, as in the list of connections.
 */
export const Matrix = ({ grid, label, corner, now, onAction }: MatrixProps) => {
  const { rows, columns } = grid;
  const box = useRef<HTMLDivElement>(null);
  const sizes = sizesOf(grid);
  const virtualizer = useLines(box, grid, sizes);
  const { place, shown, handlers } = useMatrixFocus(grid, onAction, (row) =>
    virtualizer.scrollToIndex(row, { align: 'auto' }),
  );
  const items = virtualizer.getVirtualItems();
  const isInPage = items.some(({ index }) => index === place.row);
  return (
    <>
      <div
        ref={box}
        className={`matrix ${sizes.isWide ? 'is-wide' : 'is-narrow'}`}
        role="treegrid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        aria-activedescendant={isInPage ? placeId(place.row, place.column) : undefined}
        tabIndex={0}
        {...handlers}
      >
        <MatrixHead columns={columns} corner={corner} sizes={sizes} />
        <div
          role="rowgroup"
          className="matrix-rows relative"
          style={{ height: virtualizer.getTotalSize(), minWidth: sizes.narrowest }}
        >
          <Lines grid={grid} items={items} sizes={sizes} place={place} now={now} />
        </div>
      </div>
      <MatrixCaption grid={grid} place={shown} now={now} />
    </>
  );
};
