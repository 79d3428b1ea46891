import { createContext, useContext } from 'react';
import type { ConnectionListView, ConnectionView } from '../../contract/connection.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { type KeptList, type ListSource, useList } from './use-list.ts';

type Connections = readonly ConnectionView[];

/** Every connection with its meanings, which many share. */
export const withMeanings = ({ connections, meanings }: ConnectionListView): Connections =>
  connections.map((line) => ({
    ...line,
    scopeMeanings: line.scopeMeanings.flatMap((place) => meanings[place] ?? []),
  }));

/** The list with what is new of the connections with these ids, in its order; what is not there has gone. */
export const withNewer = (
  old: Connections,
  ids: readonly ConnectionId[],
  newer: Connections,
): Connections => {
  const asked = new Set(ids);
  const there = new Map(newer.map((one) => [one.id, one]));
  const known = old.flatMap((one) => {
    if (!asked.has(one.id)) return [one];
    const now = there.get(one.id);
    there.delete(one.id);
    return now === undefined ? [] : [now];
  });
  return [...known, ...there.values()];
};

const SOURCE: ListSource<Connections> = {
  async all(client) {
    const reply = await client.ask('connection.list', {});
    return reply.ok ? { ok: true, value: withMeanings(reply.value) } : reply;
  },
  async some(client, ids) {
    const reply = await client.ask('connection.get', { connectionIds: [...ids] });
    if (!reply.ok) return reply;
    return { ok: true, value: (old) => withNewer(old, ids, reply.value) };
  },
  allAfter: [],
  someAfter: ['connections.changed'],
};

/** Keeps the connections up to date. Asked once for the whole window, and given to it by the context. */
export const useConnectionList = (): KeptList<Connections> => useList(SOURCE);

/** Every connection, for what stands deep inside of the window. */
export const ConnectionsContext = createContext<Connections>([]);

export const useConnections = (): Connections => useContext(ConnectionsContext);
