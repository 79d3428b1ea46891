import type { Grid, GridRow } from './grid.ts';

/** So few columns have room for their words side by side. */
const FEW_COLUMNS = 6;
/** So few lines have room to breathe. */
const FEW_ROWS = 12;
const HEADS = { wide: 92, narrow: 160 } as const;
const HEIGHTS = { roomy: 52, dense: 28, group: 46 } as const;

const SIDE = 220;

/** How a grid is drawn, by how much of it there is; all in pixels. */
export interface MatrixSizes {
  /** Lines have room for an avatar and a second line. */
  readonly isRoomy: boolean;
  /** The heads of the columns stand upright. */
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
