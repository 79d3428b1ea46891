import type { ConnectionId } from '../../vocabulary/id.ts';
import type { Connection } from '../model/connection.ts';

/** The non-secret records. Reads are from memory; a write resolves once it is on disk. */
export interface ConnectionStore {
  list(): readonly Connection[];
  get(id: ConnectionId): Connection | undefined;
  /** Adds or replaces. Fails with VK_RECORD_NOT_WRITTEN, and then nothing has changed. */
  put(connection: Connection): Promise<void>;
  remove(id: ConnectionId): Promise<void>;
}
