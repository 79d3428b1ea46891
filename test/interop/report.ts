import type { Cell } from './judge-cell.ts';
import { ROWS } from './judge-cell.ts';
import { ROW_IDS, type RowId } from './row-id.ts';

/** A column that ran: every row's cell. */
export interface ColumnResult {
  readonly name: string;
  readonly cells: Readonly<Record<RowId, Cell>>;
}

const WORD: Readonly<Record<Cell['result'], string>> = {
  pass: 'pass',
  'not-supported': 'not supported by the server',
  fail: '**fail**',
};

const escapePipes = (text: string): string => text.replaceAll('|', '\\|');

const printCell = (cell: Cell): string => {
  const detail = cell.detail !== undefined ? ` (${cell.detail})` : '';
  return escapePipes(`${WORD[cell.result]}${detail}`);
};

const table = (columns: readonly ColumnResult[]): string => {
  const head = ['What', 'Specification', ...columns.map(({ name }) => name)];
  const rows = ROW_IDS.map((id) => [
    ROWS[id].title,
    ROWS[id].spec,
    ...columns.map(({ cells }) => printCell(cells[id])),
  ]);
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
};

const count = (columns: readonly ColumnResult[], result: Cell['result']): number =>
  columns.flatMap(({ cells }) => Object.values(cells)).filter((cell) => cell.result === result)
    .length;

/** The matrix as a page for people. */
export const asMarkdown = (columns: readonly ColumnResult[]): string => `# Interoperability

Our protocol code (\`src/core/oauth\`) against authorization servers that other people wrote. Each
cell is a live exchange over HTTP: discovery, requests and judgements are the app's own, only the
resource owner is a robot. \`npm run test:interop\` writes this page and \`interop.json\`.

- **pass**: the exchange did what the specification says.
- **not supported by the server**: named with the reason; where it can be tried it was tried, and our
  code said so with the error code given.
- **fail**: anything else.

${count(columns, 'pass')} pass, ${count(columns, 'not-supported')} not supported by the server, ${count(columns, 'fail')} fail.

${table(columns)}
`;

/** The matrix for programs. */
export const asJson = (columns: readonly ColumnResult[]): string =>
  `${JSON.stringify(
    {
      rows: ROW_IDS.map((id) => ({
        id,
        title: ROWS[id].title,
        spec: ROWS[id].spec,
        cells: Object.fromEntries(columns.map(({ name, cells }) => [name, cells[id]])),
      })),
    },
    undefined,
    2,
  )}\n`;
