import type { JWK } from 'jose';
import { readRecordFile, writeRecordFile, type StoredRecord } from './record-file.ts';
import { generateSigningKeys } from './signing-keys.ts';

/** Used refresh tokens kept for each grant, so that replaying one of them is noticed. */
const USED_TOKENS_KEPT = 50;

/** Everything the server must remember: in memory at once, on disk after `flush`. */
export interface RecordStore {
  readonly keys: readonly JWK[];
  get(key: string): StoredRecord | undefined;
  /** `persistent: false` keeps the record out of the file. */
  set(key: string, record: StoredRecord, options: { readonly persistent: boolean }): void;
  delete(key: string): void;
  entries(): Iterable<readonly [string, StoredRecord]>;
  /** Resolves once everything set before the call is on disk; calls at the same time share a write. */
  flush(): Promise<void>;
}

const nowInSeconds = (): number => Math.floor(Date.now() / 1000);

const isExpired = (record: StoredRecord): boolean =>
  record.expiresAt !== undefined && record.expiresAt <= nowInSeconds();

const consumedAt = ({ payload }: StoredRecord): number | undefined =>
  typeof payload['consumed'] === 'number' ? payload['consumed'] : undefined;

/** Keys of used tokens beyond the newest few of each grant: rotation must not grow the file forever. */
const surplusKeys = (records: ReadonlyMap<string, StoredRecord>): readonly string[] => {
  const byGrant = new Map<unknown, string[]>();
  for (const [key, record] of records) {
    if (consumedAt(record) === undefined) continue;
    const grantId = record.payload['grantId'];
    byGrant.set(grantId, [...(byGrant.get(grantId) ?? []), key]);
  }
  return [...byGrant.values()].flatMap((keys) => keys.slice(0, -USED_TOKENS_KEPT));
};

const dropExpired = (records: Map<string, StoredRecord>): void => {
  for (const [key, record] of records) if (isExpired(record)) records.delete(key);
};

const purge = (records: Map<string, StoredRecord>): void => {
  dropExpired(records);
  for (const key of surplusKeys(records)) records.delete(key);
};

/** One write at a time; whoever asks during a write gets the next one, shared. */
const createWriter = (write: () => Promise<void>) => {
  let dirty = false;
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  const begin = (): Promise<void> => {
    next = undefined;
    if (!dirty) return Promise.resolve();
    dirty = false;
    return write().catch((thrown: unknown) => {
      dirty = true;
      throw thrown;
    });
  };
  return {
    mark: () => {
      dirty = true;
    },
    flush: (): Promise<void> => {
      if (!dirty && next === undefined) return running;
      next ??= running = running.then(begin, begin);
      return next;
    },
  };
};

/** Opens the store; without `path` it lives in memory only. Generates signing keys on first use. */
export const openRecordStore = async (path: string | undefined): Promise<RecordStore> => {
  const contents = path === undefined ? undefined : await readRecordFile(path);
  const keys = contents?.keys ?? (await generateSigningKeys());
  const persistent = new Map(Object.entries(contents?.records ?? {}));
  const transient = new Map<string, StoredRecord>();
  const writer = createWriter(async () => {
    purge(persistent);
    if (path === undefined) return;
    await writeRecordFile(path, {
      version: 1,
      keys: [...keys],
      records: Object.fromEntries(persistent),
    });
  });
  writer.mark();
  return {
    keys,
    get: (key) => {
      const record = persistent.get(key) ?? transient.get(key);
      return record === undefined || isExpired(record) ? undefined : record;
    },
    set: (key, record, options) => {
      if (options.persistent) {
        persistent.set(key, record);
        writer.mark();
      } else {
        dropExpired(transient);
        transient.set(key, record);
      }
    },
    delete: (key) => {
      transient.delete(key);
      if (persistent.delete(key)) writer.mark();
    },
    entries: function* () {
      yield* persistent;
      yield* transient;
    },
    flush: writer.flush,
  };
};
