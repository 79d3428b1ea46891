import type { Grid, GridCell, GridColumn, GridRow } from './grid.ts';

/** One mark of the map as a line of a table. */
export interface MapLine {
  readonly row: GridRow;
  readonly column: GridColumn;
  readonly cell: GridCell;
}

/** Everything the picture shows, line by line, in its order. */
export const mapLines = ({ rows, columns }: Grid): readonly MapLine[] =>
  rows.flatMap((row) =>
    columns.flatMap((column) => {
      const cell = row.cells.get(column.key);
      return cell === undefined ? [] : [{ row, column, cell }];
    }),
  );
