import type { InteropServer } from './interop-server.ts';
import type { RowId } from './row-id.ts';

/** One thing our code and a server must do together. */
export interface Row {
  readonly title: string;
  readonly spec: string;
  /** Throws where it fails; a text that it returns goes into the cell. */
  readonly run: (server: InteropServer) => Promise<unknown>;
}

export type Rows = Readonly<Record<RowId, Row>>;
