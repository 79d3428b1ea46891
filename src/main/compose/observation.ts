import { join } from 'node:path';
import { isValetKeyError } from '../../core/fault/valet-key-error.ts';
import type { Connection } from '../../core/model/connection.ts';
import type { TokenRecord } from '../../core/model/token-record.ts';
import type { ConnectionStore } from '../../core/port/connection-store.ts';
import type { Ledger } from '../../core/port/ledger.ts';
import type { Log } from '../../core/port/log.ts';
import { createTracer, type Tracer } from '../../core/insight/trace/tracer.ts';
import { createNote, type Note } from '../../core/connection/ledger-note.ts';
import { openFileLedger } from '../adapter/system/file-ledger.ts';
import { systemClock } from '../adapter/system/system-clock.ts';
import type { Emit } from '../ipc/events.ts';
import type { HandOut } from '../handlers/hand-out.ts';

/** What watches and writes down, and changes nothing. */
export interface Observation {
  readonly tracer: Tracer;
  readonly ledger: Ledger;
  readonly note: Note;
  /** The same records; pages hear of every change. */
  readonly notifying: (connections: ConnectionStore) => ConnectionStore;
  /** Marks a connection as used just now; never in the way of the hand-out itself. */
  readonly handedOut: (
    connections: ConnectionStore,
  ) => (connection: Connection, token: TokenRecord, handOut: HandOut) => Promise<void>;
}

/** Composes trace and ledger. */
export const composeObservation = async (options: {
  readonly profileFolder: string;
  readonly log: Log;
  readonly emit: Emit;
}): Promise<Observation> => {
  const { emit, log } = options;
  const path = join(options.profileFolder, 'ledger.jsonl');
  const tellLedger = () => emit('ledger.changed', {});
  const ledger = await openFileLedger(path, systemClock, log, tellLedger);
  const note = createNote(ledger);
  return {
    tracer: createTracer(systemClock, () => emit('trace.changed', {})),
    ledger,
    note,
    notifying: (connections) => notifying(connections, () => emit('connections.changed', {})),
    handedOut:
      (connections) =>
      async (connection, token, { kind, detail }) => {
        await note(kind, connection, { token, detail });
        try {
          const now = connections.get(connection.id) ?? connection;
          await connections.put({ ...now, handedOutAt: systemClock.now() });
        } catch (cause) {
          const code = isValetKeyError(cause) ? cause.code : 'VK_INTERNAL';
          log.warn('connection.not-written', { connection: connection.id, code });
        }
      },
  };
};

const notifying = (store: ConnectionStore, changed: () => void): ConnectionStore => ({
  list: () => store.list(),
  get: (id) => store.get(id),
  async put(connection) {
    await store.put(connection);
    changed();
  },
  async remove(id) {
    await store.remove(id);
    changed();
  },
});
