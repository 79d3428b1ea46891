import { z } from 'zod';
import type { Connection } from '../../../core/model/connection.ts';
import type { ConnectionStore } from '../../../core/port/connection-store.ts';
import type { ConnectionId } from '../../../vocabulary/id.ts';
import {
  openDocument,
  type Document,
  type DocumentKind,
  type DocumentPlace,
  type PutAside,
} from './electron-store-document.ts';
import { connectionSchema } from './electron-store-schema.ts';

type Records = ReadonlyMap<ConnectionId, Connection>;

/** electron-store rewrites a whole file for each change: with this many, a sixteenth of them. */
const SHARDS = 16;
const shardOf = (id: ConnectionId): number => id.charCodeAt(0) % SHARDS;

/** One damaged record does not take the others of its file with it. */
const parseShard = (shard: number, content: unknown): { content: Records; whole: boolean } => {
  const raw = z.array(z.unknown()).parse(content);
  const records = new Map<ConnectionId, Connection>();
  for (const one of raw) {
    const { data } = connectionSchema.safeParse(one);
    if (data !== undefined && shardOf(data.id) === shard) records.set(data.id, data);
  }
  return { content: records, whole: records.size === raw.length };
};

const shardKind = (shard: number): DocumentKind<Records> => ({
  version: 1,
  migrations: [],
  parse: (content) => parseShard(shard, content),
  print: (records) => [...records.values()],
  empty: new Map(),
});

/** The connection to keep, or none to remove it. */
interface Change {
  readonly id: ConnectionId;
  readonly connection: Connection | undefined;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const apply = (records: Records, changes: readonly Change[]): Records => {
  const next = new Map(records);
  for (const { id, connection } of changes) {
    if (connection === undefined) next.delete(id);
    else next.set(id, connection);
  }
  return next;
};

const writeShard = (document: Document<Records>, changes: readonly Change[]): void => {
  try {
    document.write(apply(document.content, changes));
  } catch (error) {
    for (const { reject } of changes) reject(error);
    return;
  }
  for (const { resolve } of changes) resolve();
};

/** The records, and what became of files that could not be used. */
export interface ElectronConnectionStore extends ConnectionStore {
  /** Damaged, foreign or newer files, kept beside the good ones in the same folder. */
  readonly putAside: readonly PutAside[];
}

/**
 * The connections on electron-store, spread over sixteen files `connections-0.json` to `-f.json`.
 * Changes asked for in one turn of the event loop share one write per file, and a change becomes
 * visible when it is on disk. Never throws at start.
 */
export const createElectronConnectionStore = (place: DocumentPlace): ElectronConnectionStore => {
  const documents = Array.from({ length: SHARDS }, (_, shard) =>
    openDocument(place, `connections-${shard.toString(16)}`, shardKind(shard)),
  );
  let waiting: Change[] = [];
  let listed: readonly Connection[] | undefined;

  const flush = (): void => {
    const changes = waiting;
    waiting = [];
    listed = undefined;
    documents.forEach((document, shard) => {
      const mine = changes.filter(({ id }) => shardOf(id) === shard);
      if (mine.length > 0) writeShard(document, mine);
    });
  };

  const change = (id: ConnectionId, connection?: Connection): Promise<void> =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ id, connection, resolve, reject });
    });

  return {
    putAside: documents.flatMap(({ putAside }) => putAside ?? []),
    list: () => (listed ??= documents.flatMap(({ content }) => [...content.values()])),
    get: (id) => documents[shardOf(id)]?.content.get(id),
    put: (connection) => change(connection.id, connection),
    remove: (id) => change(id),
  };
};
