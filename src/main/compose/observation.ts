import { join } from 'node:path';
import type { ConnectionStore } from '../../core/port/connection-store.ts';
import type { Ledger } from '../../core/port/ledger.ts';
import type { Log } from '../../core/port/log.ts';
import { createTracer, type Tracer } from '../../core/insight/trace/tracer.ts';
import { createNote, type Note } from '../../core/connection/ledger-note.ts';
import { openFileLedger } from '../adapter/system/file-ledger.ts';
import { systemClock } from '../adapter/system/system-clock.ts';
import type { Emit } from '../ipc/events.ts';

/** What watches and writes down, and changes nothing. */
export interface Observation {
  readonly tracer: Tracer;
  readonly ledger: Ledger;
  readonly note: Note;
  /** The same records; pages hear of every change. */
  readonly notifying: (connections: ConnectionStore) => ConnectionStore;
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
