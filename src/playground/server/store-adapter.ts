import { createHash } from 'node:crypto';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { StoredRecord } from './record-file.ts';
import type { RecordStore } from './record-store.ts';

/** Changes a record on its way out; the fault-injecting test server uses it. */
export type ReadRecord = (model: string, payload: AdapterPayload) => AdapterPayload;

/**
 * What outlives the process. The rest (codes, device codes, running interactions, pushed requests)
 * is short-lived, and some of it must be found again by something other than its identifier.
 */
const PERSISTENT_MODELS: ReadonlySet<string> = new Set([
  'Grant',
  'RefreshToken',
  'AccessToken',
  'ClientCredentials',
  'RegistrationAccessToken',
  'Client',
]);

/** A registered client's secret would be usable by whoever reads the file: such clients stay in memory. */
const isPersistent = (model: string, payload: AdapterPayload): boolean =>
  PERSISTENT_MODELS.has(model) && payload.client_secret === undefined;

/** Tokens are their own identifiers here, so only a digest of them may be written down. */
const digest = (id: string): string => createHash('sha256').update(id).digest('base64url');

const epochSeconds = (): number => Math.floor(Date.now() / 1000);

const expiry = (expiresIn: number | undefined) =>
  expiresIn === undefined ? {} : { expiresAt: epochSeconds() + expiresIn };

/** A record for the file: without its identifier, which whoever asks for it must know. */
const anonymous = (payload: AdapterPayload, expiresIn: number | undefined): StoredRecord => {
  const { jti, ...rest } = payload;
  return { payload: structuredClone(rest), named: jti !== undefined, ...expiry(expiresIn) };
};

const restore = (record: StoredRecord, id: string): AdapterPayload => ({
  ...structuredClone(record.payload),
  ...(record.named ? { jti: id } : {}),
});

/** oidc-provider's storage over the record store: one adapter for each of its models. */
export const storeAdapter =
  (store: RecordStore, readRecord: ReadRecord = (_model, payload) => payload) =>
  (model: string): Adapter => {
    const keyOf = (id: string): string => `${model}.${digest(id)}`;
    const findWhere = async (
      member: string,
      value: string,
    ): Promise<AdapterPayload | undefined> => {
      for (const [key, record] of store.entries()) {
        if (key.startsWith(`${model}.`) && record.payload[member] === value) {
          return store.get(key) && readRecord(model, structuredClone(record.payload));
        }
      }
      return undefined;
    };

    return {
      upsert: async (id, payload, expiresIn) => {
        const persistent = isPersistent(model, payload);
        const record = persistent
          ? anonymous(payload, expiresIn)
          : { payload: structuredClone(payload), named: false, ...expiry(expiresIn) };
        store.set(keyOf(id), record, { persistent });
      },
      find: async (id) => {
        const record = store.get(keyOf(id));
        return record && readRecord(model, restore(record, id));
      },
      findByUid: (uid) => findWhere('uid', uid),
      findByUserCode: (userCode) => findWhere('userCode', userCode),
      consume: async (id) => {
        const record = store.get(keyOf(id));
        if (record === undefined) return;
        const consumed = { ...record, payload: { ...record.payload, consumed: epochSeconds() } };
        store.set(keyOf(id), consumed, { persistent: PERSISTENT_MODELS.has(model) });
      },
      destroy: async (id) => store.delete(keyOf(id)),
      revokeByGrantId: async (grantId) => {
        for (const [key, record] of [...store.entries()]) {
          if (key.startsWith(`${model}.`) && record.payload['grantId'] === grantId)
            store.delete(key);
        }
      },
    };
  };
