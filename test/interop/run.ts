import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { InteropColumn } from './interop-server.ts';
import { judgeCell, type Cell } from './judge-cell.ts';
import { asJson, asMarkdown, type ColumnResult } from './report.ts';
import { ROW_IDS, type RowId } from './row-id.ts';
import { AUTHLIB } from './server/authlib.ts';
import { GLEWLWYD } from './server/glewlwyd.ts';
import { PLAYGROUND } from './server/playground.ts';

/** Runs the whole matrix and writes docs/interop.md and docs/interop.json; fails where a cell does. */
const COLUMNS: readonly InteropColumn[] = [PLAYGROUND, GLEWLWYD, AUTHLIB];
const DOCS = join(import.meta.dirname, '../../docs');

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const runColumn = async (column: InteropColumn): Promise<ColumnResult | undefined> => {
  const server = await column.start();
  if (server === undefined) return undefined;
  const cells: Partial<Record<RowId, Cell>> = {};
  for (const id of ROW_IDS) {
    const cell = await judgeCell(id, server);
    cells[id] = cell;
    const detail = cell.detail !== undefined ? `: ${cell.detail}` : '';
    say(`${column.name}  ${id}  ${cell.result}${detail}`);
  }
  await server.stop();
  return { name: `${column.name} ${server.version}`, cells: cells as Record<RowId, Cell> };
};

const write = async (name: string, text: string): Promise<void> => {
  const path = join(DOCS, name);
  const options = (await resolveConfig(path)) ?? {};
  await writeFile(path, await format(text, { ...options, filepath: path }));
};

const results: ColumnResult[] = [];
const missing: string[] = [];
for (const column of COLUMNS) {
  const result = await runColumn(column);
  if (result === undefined) missing.push(column.name);
  else results.push(result);
}
const hasFailure = results.some(({ cells }) =>
  Object.values(cells).some(({ result }) => result === 'fail'),
);
for (const name of missing) say(`${name}  cannot run on this machine`);
if (missing.length === 0) {
  await write('interop.md', asMarkdown(results));
  await write('interop.json', asJson(results));
} else {
  say('docs/interop.* are left as they are: a column is missing');
}
// Time limits of requests that have been answered would keep the process for another minute.
process.exit(hasFailure ? 1 : 0);
