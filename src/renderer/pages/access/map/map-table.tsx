import { useMemo, useState } from 'react';
import { Button } from '../../../kit/button.tsx';
import { Chip } from '../../../kit/chip.tsx';
import { Foreign } from '../../../kit/foreign.tsx';
import { NameLink } from '../../../kit/name-link.tsx';
import { RiskMark } from '../../../kit/risk-mark.tsx';
import { foreignText } from '../../../kit/words/foreign.ts';
import { agoWords } from '../../../kit/words/time-words.ts';
import type { Grid, GridCell, GridColumn, GridRow } from './grid.ts';

/** One mark of the map as a line of a table. */
interface MapLine {
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

/** How many lines are shown before more are asked for. */
const FEW = 100;

interface LineProps {
  readonly line: MapLine;
  readonly now: number;
  readonly onAction: (row: GridRow) => void;
}

const Line = ({ line: { row, column, cell }, now, onAction }: LineProps) => (
  <tr>
    <th scope="row">
      <NameLink name={row.label} onPress={() => onAction(row)} />
      <Foreign text={row.note} className="small faint clip" />
    </th>
    <td>
      <bdi>{column.isForeign ? foreignText(column.words, 120) : column.words}</bdi>
      <Foreign
        text={cell.tokens.map(({ token }) => token).join(' ')}
        className="small faint mono clip"
      />
    </td>
    <td>{cell.granted > 0 ? <RiskMark risk={cell.risk} /> : <Chip>Not granted</Chip>}</td>
    <td data-label="Granted:">
      {row.kind === 'group'
        ? `${cell.granted.toLocaleString('en')} of ${row.logins.toLocaleString('en')}`
        : cell.granted > 0
          ? 'Yes'
          : 'Asked for'}
    </td>
    <td data-label="Copied:">{cell.usedAt === undefined ? '–' : agoWords(cell.usedAt, now)}</td>
  </tr>
);

interface MapTableProps {
  readonly grid: Grid;
  readonly label: string;
  /** What the rows and the columns of the picture are. */
  readonly heads: readonly [string, string];
  readonly now: number;
  readonly onAction: (row: GridRow) => void;
}

/** The same as the picture, to be read aloud or copied. */
export const MapTable = ({ grid, label, heads, now, onAction }: MapTableProps) => {
  const [shown, setShown] = useState(FEW);
  const lines = useMemo(() => mapLines(grid), [grid]);
  const left = lines.length - shown;
  return (
    <section className="pad-top-3 card">
      <table className="table-instead table" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{heads[0]}</th>
            <th scope="col">{heads[1]}</th>
            <th scope="col" style={{ width: 130 }}>
              Risk
            </th>
            <th scope="col" style={{ width: 84 }}>
              Granted
            </th>
            <th scope="col" style={{ width: 84 }}>
              Copied
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.slice(0, shown).map((line) => (
            <Line
              key={`${line.row.key} ${line.column.key}`}
              line={line}
              now={now}
              onAction={onAction}
            />
          ))}
        </tbody>
      </table>
      {left > 0 && (
        <Button kind="quiet" onPress={() => setShown(shown + FEW)}>
          Show more ({left.toLocaleString('en')} left)
        </Button>
      )}
    </section>
  );
};
