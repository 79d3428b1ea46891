import { useState, type KeyboardEvent, type SyntheticEvent } from 'react';
import type { Grid, GridRow } from './grid.ts';
import { nextPlace, type Place } from './grid-keys.ts';
import { placeId } from './matrix-row.tsx';

/** The place that a pointer's event is at. */
const placeOf = ({ target }: SyntheticEvent): Place | undefined => {
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
  onAct: (row: GridRow) => void,
  scrollToRow: (row: number) => void,
) => {
  const [wished, setPlace] = useState<Place>({ row: 0, column: 0 });
  const [pointed, setPointed] = useState<Place>();
  const [hasFocus, setHasFocus] = useState(false);
  const place = clampPlace(wished, grid);
  const act = (index: number): void => {
    const row = grid.rows[index];
    if (row !== undefined) onAct(row);
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
        else if (event.key === 'Enter' || event.key === ' ') act(place.row);
        else return;
        event.preventDefault();
      },
      onFocus: () => setHasFocus(true),
      onBlur: () => setHasFocus(false),
      onPointerOver: (event: SyntheticEvent) => setPointed(placeOf(event)),
      onPointerLeave: () => setPointed(undefined),
      onClick: (event: SyntheticEvent): void => {
        const clicked = placeOf(event);
        if (clicked === undefined) return;
        setPlace(clicked);
        act(clicked.row);
      },
    },
  };
};
