import type { ConnectionId } from '../../vocabulary/id.ts';
import { ValetKeyError } from '../fault/valet-key-error.ts';
import { foreignText } from '../fault/foreign-text.ts';
import type { Connection } from '../model/connection.ts';
import type { ConnectionStore } from '../port/stores.ts';
import type { Ledger } from '../port/ledger.ts';
import type { SecretStore } from './secret-store.ts';
import type { Note } from './ledger-note.ts';
import { deleteAll, isUnfinished, type LoginStore } from './unfinished-work.ts';

export interface ManagePorts {
  readonly connections: ConnectionStore;
  readonly secrets: Pick<SecretStore, 'deleteSecret'>;
  /** Deletes the refresh token and its journal. */
  readonly grants: { readonly forget: (id: ConnectionId) => Promise<void> };
  /** Drops cached access tokens of a connection that goes away. */
  readonly drop: (id: ConnectionId) => void;
  readonly note: Note;
}

/** The connection with that id. Fails with VK_UNKNOWN_CONNECTION. */
export const requireConnection = (store: ConnectionStore, id: ConnectionId): Connection => {
  const connection = store.get(id);
  if (connection === undefined) throw new ValetKeyError('VK_UNKNOWN_CONNECTION');
  return connection;
};

/** Gives a connection a name of the person's own; controls are stripped. */
export const renameConnection =
  ({ connections }: Pick<ManagePorts, 'connections'>) =>
  async (id: ConnectionId, label: string): Promise<Connection> => {
    const renamed = { ...requireConnection(connections, id), label: foreignText(label) };
    await connections.put(renamed);
    return renamed;
  };

/**
 * Forgets a connection on this machine: refresh token, other secrets, record. The server is
 * not notified, so its grant lives on there. Where the keychain does not answer, it fails with its code
 * and the record stays: a record without its token can be repaired, a token without its record is lost.
 * Where the program ends meanwhile, the next start goes on.
 */
export const forgetConnection =
  ({ connections, secrets, grants, drop, note }: ManagePorts) =>
  async (id: ConnectionId): Promise<void> => {
    const connection = requireConnection(connections, id);
    await connections.put({ ...connection, unfinished: 'forget' });
    try {
      await deleteAll({ connections, secrets, grants }, id);
    } catch (cause) {
      await connections.put(connection).catch(() => undefined);
      throw cause;
    }
    drop(id);
    await note('forgotten', connection);
  };

/** The same records, those apart that are no login; after each write `emit` says which has changed. */
export const notifyingStore = (
  store: ConnectionStore,
  emit: (
    name: 'connections.changed' | 'advice.changed',
    payload: { readonly connectionId?: ConnectionId },
  ) => void,
): LoginStore => ({
  list() {
    const all = store.list();
    return all.some(isUnfinished) ? all.filter((one) => !isUnfinished(one)) : all;
  },
  get(id) {
    const connection = store.get(id);
    return connection === undefined || isUnfinished(connection) ? undefined : connection;
  },
  unfinished: () => store.list().filter(isUnfinished),
  async put(connection) {
    await store.put(connection);
    emit('connections.changed', { connectionId: connection.id });
  },
  async remove(id) {
    await store.remove(id);
    emit('connections.changed', { connectionId: id });
    // Another login of the same person may be the only one now.
    emit('advice.changed', {});
  },
});

/**
 * Deletes what the ledger says of a connection that is forgotten. Fails with VK_INVALID_INPUT for one that
 * is still there: where its tokens went is worth knowing for as long as they can be used.
 */
export const clearLedger = async (
  { connections, ledger }: Pick<ManagePorts, 'connections'> & { readonly ledger: Ledger },
  id: ConnectionId,
): Promise<void> => {
  if (connections.get(id) !== undefined) {
    throw new ValetKeyError('VK_INVALID_INPUT', { fields: { field: 'connectionId' } });
  }
  await ledger.clear(id);
};
