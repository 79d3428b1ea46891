import { isValetKeyError } from '../../src/core/fault/valet-key-error.ts';
import { CODE_ROWS } from './rows-code.ts';
import { EXTENSION_ROWS } from './rows-extension.ts';
import { IDENTITY_ROWS } from './rows-identity.ts';
import { REGISTRATION_ROWS } from './rows-registration.ts';
import { REQUEST_ROWS } from './rows-request.ts';
import { TOKEN_ROWS } from './rows-token.ts';
import type { InteropServer, Lack } from './interop-server.ts';
import type { RowId } from './row-id.ts';
import type { Row, Rows } from './row.ts';

export const ROWS: Rows = {
  ...CODE_ROWS,
  ...IDENTITY_ROWS,
  ...TOKEN_ROWS,
  ...REQUEST_ROWS,
  ...EXTENSION_ROWS,
  ...REGISTRATION_ROWS,
};

/** `not-supported` is about the server, `fail` about us until shown otherwise. */
export interface Cell {
  readonly result: 'pass' | 'not-supported' | 'fail';
  readonly detail?: string;
}

const describe = (thrown: unknown): string => {
  if (isValetKeyError(thrown)) return `${thrown.code} ${JSON.stringify(thrown.fields)}`;
  return thrown instanceof Error ? thrown.message : String(thrown);
};

/** What a server lacks must be said clearly by our code: with the code that was foreseen. */
const judgeLack = async (row: Row, server: InteropServer, lack: Lack): Promise<Cell> => {
  if (lack.code === undefined) return { result: 'not-supported', detail: lack.why };
  try {
    await row.run(server);
  } catch (thrown) {
    return isValetKeyError(thrown, lack.code)
      ? { result: 'not-supported', detail: `${lack.why}; we say ${lack.code}` }
      : { result: 'fail', detail: `expected ${lack.code}, got ${describe(thrown)}` };
  }
  return { result: 'fail', detail: `works, though it was thought lacking: ${lack.why}` };
};

/** Runs one row against one server. */
export const judgeCell = async (id: RowId, server: InteropServer): Promise<Cell> => {
  const row = ROWS[id];
  const lack = server.lacks[id];
  if (lack !== undefined) return judgeLack(row, server, lack);
  try {
    const detail = await row.run(server);
    return { result: 'pass', ...(typeof detail === 'string' ? { detail } : {}) };
  } catch (thrown) {
    return { result: 'fail', detail: describe(thrown) };
  }
};
