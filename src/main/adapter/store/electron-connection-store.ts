import type { Connection } from '../../../core/model/connection.ts';
import type { ConnectionStore } from '../../../core/port/stores.ts';
import type { ConnectionId } from '../../../vocabulary/id.ts';
import {
  openDocument,
  type Document,
  type DocumentKind,
  type DocumentPlace,
  type UnusedFile,
} from './electron-store-document.ts';
import { namesIn, readRecords, type RecordKind } from './electron-store-records.ts';
import { connectionName, connectionSchema } from './electron-store-schema.ts';

interface Content {
  readonly known: ReadonlyMap<ConnectionId, Connection>;
  /** Of a later version, as they stood in the file. */
  readonly newer: readonly unknown[];
}

/** electron-store rewrites a whole file for each change: with this many, a sixteenth of them. */
const SHARDS = 16;
const shardOf = (id: ConnectionId): number => id.charCodeAt(0) % SHARDS;

const recordOf = (shard: number): RecordKind<Connection> => ({
  schema: connectionSchema,
  belongs: ({ id }, before) => shardOf(id) === shard && before.every((one) => one.id !== id),
  nameOf: connectionName,
});

const shardKind = (shard: number): DocumentKind<Content> => ({
  version: 1,
  migrations: [],
  parse(content) {
    const reading = readRecords(recordOf(shard), content);
    const { known, newer } = reading.content;
    return { ...reading, content: { known: new Map(known.map((one) => [one.id, one])), newer } };
  },
  print: ({ known, newer }) => [...known.values(), ...newer],
  empty: { known: new Map(), newer: [] },
  namesIn: namesIn({ nameOf: connectionName }),
});

/** The connection to keep, or none to remove it. */
interface Change {
  readonly id: ConnectionId;
  readonly connection: Connection | undefined;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const apply = ({ known, newer }: Content, changes: readonly Change[]): Content => {
  const next = new Map(known);
  for (const { id, connection } of changes) {
    if (connection === undefined) next.delete(id);
    else next.set(id, connection);
  }
  return { known: next, newer };
};

const writeShard = (document: Document<Content>, changes: readonly Change[]): void => {
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
  /** Files that are not used whole, in the same folder as the good ones. */
  readonly unused: readonly UnusedFile[];
  /** See `Document.dismiss`. */
  dismiss(name: string): void;
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
    get unused() {
      return documents.flatMap(({ unused }) => unused);
    },
    dismiss: (name) => documents.forEach((document) => document.dismiss(name)),
    list: () => (listed ??= documents.flatMap(({ content }) => [...content.known.values()])),
    get: (id) => documents[shardOf(id)]?.content.known.get(id),
    put: (connection) => change(connection.id, connection),
    remove: (id) => change(id),
  };
};
