/** Where the focus of the map is; column 0 is the row's own head. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** What of a key event decides. */
export interface GridStroke {
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
