import {
  BookUser,
  Building2,
  CalendarDays,
  CircleUserRound,
  Cloud,
  Code,
  File,
  Infinity as Forever,
  Mail,
  MessageSquare,
  NotebookPen,
  Play,
  Server,
  ShieldAlert,
  Waypoints,
  type LucideIcon,
} from 'lucide-react';
import { Fragment } from 'react';
import { foreignText } from '../../../kit/words/foreign.ts';
import type { GridColumn, Grid, GridRow } from './grid.ts';

/** What stands above the first column of each area. */
const AREA_ICONS: Readonly<Record<GridColumn['area'], LucideIcon>> = {
  you: CircleUserRound,
  people: BookUser,
  mail: Mail,
  calendar: CalendarDays,
  files: File,
  code: Code,
  work: NotebookPen,
  chat: MessageSquare,
  media: Play,
  organisation: Building2,
  cloud: Cloud,
  everything: ShieldAlert,
  lasting: Forever,
  own: Server,
  resource: Waypoints,
};

/** So few columns have room for their words side by side. */
const FEW_COLUMNS = 6;
/** So few lines have room to breathe. */
const FEW_ROWS = 12;
const HEADS = { wide: 100, narrow: 160 } as const;
const HEIGHTS = { roomy: 52, dense: 28, group: 46 } as const;

const SIDE = 220;

/** How a grid is drawn, by how much of it there is; all in pixels. */
export interface MatrixSizes {
  /** Lines have room for an avatar and a second line. */
  readonly isRoomy: boolean;
  /** The heads of the columns lie; where it is false, they stand upright. */
  readonly isWide: boolean;
  readonly head: number;
  /** The columns of every line, in CSS. */
  readonly template: string;
  /** Narrower, and the map is scrolled sideways. */
  readonly narrowest: number;
  readonly heightOf: (row: GridRow | undefined) => number;
}

/** The sizes for a grid: few things are drawn large, many small. */
export const sizesOf = ({ rows, columns }: Grid): MatrixSizes => {
  const isRoomy = rows.length <= FEW_ROWS;
  const isWide = columns.length <= FEW_COLUMNS;
  const [side, cell] = isWide ? (['1.8fr', 64] as const) : (['3fr', 34] as const);
  return {
    isRoomy,
    isWide,
    head: isWide ? HEADS.wide : HEADS.narrow,
    template: `minmax(${SIDE}px, ${side}) repeat(${columns.length}, minmax(${cell}px, 1fr))`,
    narrowest: SIDE + columns.length * cell,
    heightOf: (row) => {
      if (row?.kind === 'group') return HEIGHTS.group;
      return isRoomy ? HEIGHTS.roomy : HEIGHTS.dense;
    },
  };
};

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

/** Upright words have one line: a second would lie on the next column. */
const headText = (words: string, isWide: boolean) =>
  isWide ? breakable(foreignText(words, 60)) : foreignText(words, 60);

interface HeadProps {
  readonly column: GridColumn;
  readonly index: number;
  readonly isFirst: boolean;
  readonly isWide: boolean;
}

const ColumnHead = ({ column, index, isFirst, isWide }: HeadProps) => {
  const Icon = AREA_ICONS[column.area];
  const { words, of, isForeign, area } = column;
  return (
    <div
      role="columnheader"
      aria-colindex={index + 2}
      className={
        isFirst ? 'matrix-top stack gap-1 soft small is-first' : 'matrix-top stack gap-1 soft small'
      }
      title={titleOf(column)}
    >
      <span className="faint" style={{ height: 16 }}>
        {isFirst && <Icon size={14} aria-hidden="true" />}
      </span>
      <span className="matrix-words stack">
        <bdi
          className={
            area === 'own' && isForeign ? 'matrix-line narrowable mono' : 'matrix-line narrowable'
          }
        >
          {isForeign ? headText(words, isWide) : words}
        </bdi>
        {of !== undefined && (
          <bdi className="matrix-line matrix-of tiny faint">{foreignText(of, 60)}</bdi>
        )}
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
  <div role="rowgroup" className="matrix-head full-width" style={{ minWidth: sizes.narrowest }}>
    <div
      role="row"
      aria-rowindex={1}
      className="matrix-row grid full-width"
      style={{ gridTemplateColumns: sizes.template, height: sizes.head }}
    >
      <div role="columnheader" aria-colindex={1} className="matrix-corner gap-2 narrowable note">
        {corner}
      </div>
      {columns.map((column, index) => (
        <ColumnHead
          key={column.key}
          column={column}
          index={index}
          isFirst={isFirstOfGroup(columns, index)}
          isWide={sizes.isWide}
        />
      ))}
    </div>
  </div>
);
