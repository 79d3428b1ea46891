/**
 * F10 of docs/reliability.md: the order of system calls, watched by strace. The intent is on disk before
 * the request leaves, and the sealed reply is on disk before the keychain is written. Exits 1
 * where the order is another one.
 *
 * Usage: tsx tools/faults/f10-order.ts
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LOGIN, openProgram } from '../../test/faults/program-on-disk.ts';
import { orderOf, stepsIn, type Step } from '../../test/faults/system-calls.ts';
import { startTokenServer } from '../../test/faults/token-server.ts';
import { bundle } from '../../test/keychain/bundle.ts';

const EXPECTED: readonly Step[] = [
  'journal synced',
  'request sent',
  'journal synced',
  'keychain written',
  'journal synced',
];
const WATCHED = 'fsync,fdatasync,write,writev,pwrite64,sendto,sendmsg';

const run = promisify(execFile);
const bundled = await bundle(
  new URL('../../test/faults/one-refresh.ts', import.meta.url),
  'f10-refresh',
);
const folder = await mkdtemp(join(tmpdir(), 'valet-key-f10-'));
// What is watched is a refresh that succeeds.
const tokens = await startTokenServer({ isSloppy: false });
const orders: (readonly Step[])[] = [];
for (const tokenLength of [600, 6000]) {
  const login = join(folder, String(tokenLength));
  const { url, server } = tokens.open('strict', tokenLength);
  const { refreshes } = await openProgram({ folder: login, tokenEndpoint: url });
  await refreshes.keep(LOGIN, server.first);
  const trace = join(folder, `${tokenLength}.trace`);
  const watch = ['-f', '-y', '-s', '64', '-e', `trace=${WATCHED}`, '-o', trace];
  await run('strace', [...watch, process.execPath, bundled, login, url]);
  orders.push(orderOf(stepsIn(await readFile(trace, 'utf8'))));
}
await tokens.close();
await rm(folder, { recursive: true });

const kept = orders.every((order) => JSON.stringify(order) === JSON.stringify(EXPECTED));
process.stdout.write(`${JSON.stringify({ test: 'F10', orders, kept })}\n`);
process.exitCode = kept ? 0 : 1;
