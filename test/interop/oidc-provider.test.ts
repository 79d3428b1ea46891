import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InteropServer } from './interop-server.ts';
import { judgeCell, ROWS } from './judge-cell.ts';
import { ROW_IDS } from './row-id.ts';
import { PLAYGROUND } from './server/playground.ts';

let server: InteropServer | undefined;

beforeAll(async () => {
  server = await PLAYGROUND.start();
});
afterAll(() => server?.stop());

const EXPECTED_LACKS = [
  'acr-values',
  'jwks-rotation',
  'device-slow-down',
  'token-exchange',
  'jwt-bearer',
  'password',
];

test.each(ROW_IDS.map((id) => [ROWS[id].title, ROWS[id].spec, id] as const))(
  '%s (%s)',
  async (_title, _spec, id) => {
    if (server === undefined) throw new Error('the playground did not start');
    const cell = await judgeCell(id, server);
    const result = EXPECTED_LACKS.includes(id) ? 'not-supported' : 'pass';
    expect({ ...cell, id }).toMatchObject({ id, result });
  },
  20_000,
);
