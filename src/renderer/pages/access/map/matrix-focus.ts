import { useState, type KeyboardEvent, type SyntheticEvent } from 'react';
import type { Grid, GridRow } from './grid.ts';
import { placeId } from './matrix-row.tsx';

/** Where the focus of the map is; column 0 is the row's own head. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** What of a key event decides. */
interface GridStroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

const PAGE = 10;

const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-PAGE, 0],
  PageDown: [PAGE, 0],
};

const within = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value));

/**
 * Where a key moves the focus in a grid of so many rows and columns (the head included); undefined
 * for keys that do not move it. @see the grid pattern of the ARIA Authoring Practices
 */
export const nextPlace = (
  { key, ctrlKey, metaKey }: GridStroke,
  { row, column }: Place,
  rows: number,
  columns: number,
): Place | undefined => {
  const isWhole = ctrlKey || metaKey;
  if (key === 'Home') return { row: isWhole ? 0 : row, column: 0 };
  if (key === 'End') return { row: isWhole ? rows - 1 : row, column: columns - 1 };
  const step = Object.hasOwn(STEPS, key) && !isWhole ? STEPS[key] : undefined;
  return step && { row: within(row + step[0], rows), column: within(column + step[1], columns) };
};

/** The place that a pointer's event is at. */
const focusedPlace = ({ target }: SyntheticEvent): Place | undefined => {
  const cell = target instanceof Element ? target.closest('[data-column]') : null;
  const row = cell?.closest('[data-row]');
  if (!(cell instanceof HTMLElement) || !(row instanceof HTMLElement)) return undefined;
  return { row: Number(row.dataset['row']), column: Number(cell.dataset['column']) };
};

/** Where the focus is once lines have gone. */
const clampPlace = ({ row, column }: Place, { rows, columns }: Grid): Place => ({
  row: Math.min(row, rows.length - 1),
  column: Math.min(column, columns.length),
});

/** Once the line is in the page, since only those in view are. */
const showSoon = ({ row, column }: Place): void => {
  requestAnimationFrame(() =>
    document
      .getElementById(placeId(row, column))
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
  );
};

/** The focus of the map, the cell under the pointer, and the handlers that move them. */
export const useMatrixFocus = (
  grid: Grid,
  onAction: (row: GridRow) => void,
  scrollToRow: (row: number) => void,
) => {
  const [chosen, setPlace] = useState<Place>({ row: 0, column: 0 });
  const [pointed, setPointed] = useState<Place>();
  const [hasFocus, setHasFocus] = useState(false);
  const place = clampPlace(chosen, grid);
  const action = (index: number): void => {
    const row = grid.rows[index];
    if (row !== undefined) onAction(row);
  };
  const goTo = (next: Place): void => {
    setPlace(next);
    setPointed(undefined);
    scrollToRow(next.row);
    showSoon(next);
  };
  return {
    place,
    /** What the line below the map is about. */
    shown: pointed ?? (hasFocus ? place : undefined),
    handlers: {
      onKeyDown: (event: KeyboardEvent): void => {
        const next = nextPlace(event, place, grid.rows.length, grid.columns.length + 1);
        if (next !== undefined) goTo(next);
        else if (event.key === 'Enter' || event.key === ' ') action(place.row);
        else return;
        event.preventDefault();
      },
      onFocus: () => setHasFocus(true),
      onBlur: () => setHasFocus(false),
      onPointerOver: (event: SyntheticEvent) => setPointed(focusedPlace(event)),
      onPointerLeave: () => setPointed(undefined),
      onClick: (event: SyntheticEvent): void => {
        const clicked = focusedPlace(event);
        if (clicked === undefined) return;
        setPlace(clicked);
        action(clicked.row);
      },
    },
  };
};
