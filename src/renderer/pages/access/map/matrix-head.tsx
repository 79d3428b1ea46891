import { Fragment } from 'react';
import { foreignText } from '../../../kit/words/foreign.ts';
import { AREA_ICONS } from './area-icon.ts';
import type { GridColumn } from './grid.ts';
import type { MatrixSizes } from './matrix-sizes.ts';

const titleOf = ({ words, of, isForeign }: GridColumn): string => {
  const own = isForeign ? foreignText(words, 400) : words;
  return of === undefined ? own : `${own} · ${foreignText(of, 200)}`;
};

/** Hosts and scope tokens are broken after their own signs, not within a word. */
const breakable = (text: string) =>
  text.split(/(?<=[.:/_-])/u).map((part, index) => (
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ));

interface HeadProps {
  readonly column: GridColumn;
  readonly index: number;
  readonly isFirst: boolean;
}

const ColumnHead = ({ column, index, isFirst }: HeadProps) => {
  const Icon = AREA_ICONS[column.area];
  const { words, of, isForeign, area } = column;
  return (
    <div
      role="columnheader"
      aria-colindex={index + 2}
      className={isFirst ? 'matrix-top is-first' : 'matrix-top'}
      title={titleOf(column)}
    >
      <span className="matrix-icon">{isFirst && <Icon size={14} aria-hidden="true" />}</span>
      <span className="matrix-words">
        <bdi className={area === 'own' && isForeign ? 'matrix-line mono' : 'matrix-line'}>
          {isForeign ? breakable(foreignText(words, 60)) : words}
        </bdi>
        {of !== undefined && <bdi className="matrix-line matrix-of">{foreignText(of, 60)}</bdi>}
      </span>
    </div>
  );
};

/** Whether a column is the first of its group, which has a line and an icon of its own. */
export const isFirstOfGroup = (columns: readonly GridColumn[], index: number): boolean =>
  columns[index]?.group !== columns[index - 1]?.group;

interface MatrixHeadProps {
  readonly columns: readonly GridColumn[];
  readonly corner: string;
  readonly sizes: MatrixSizes;
}

/** The heads of the columns; they stay in sight while the rows scroll. */
export const MatrixHead = ({ columns, corner, sizes }: MatrixHeadProps) => (
  <div role="rowgroup" className="matrix-head" style={{ minWidth: sizes.narrowest }}>
    <div
      role="row"
      aria-rowindex={1}
      className="matrix-row"
      style={{ gridTemplateColumns: sizes.template, height: sizes.head }}
    >
      <div role="columnheader" aria-colindex={1} className="matrix-corner">
        {corner}
      </div>
      {columns.map((column, index) => (
        <ColumnHead
          key={column.key}
          column={column}
          index={index}
          isFirst={isFirstOfGroup(columns, index)}
        />
      ))}
    </div>
  </div>
);
