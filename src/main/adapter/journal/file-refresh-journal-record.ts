import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';
import { Secret } from '../../../core/secret/secret.ts';
import { z } from 'zod';
import { decrypt, encrypt, KEY_BYTES } from '../system/seal.ts';
import type { JournalRecord } from '../../../core/port/refresh-journal.ts';
import { ERROR_CODES } from '../../../vocabulary/error-code.ts';
import type { ConnectionId } from '../../../vocabulary/id.ts';
import { epochMs } from '../../../vocabulary/instant.ts';

/** Whose token it is; authenticated with it, so that a record cannot be moved to another place. */
interface SealContext {
  readonly connectionId: string;
  readonly generation: number;
}

const nameOf = ({ connectionId, generation }: SealContext): string =>
  `${connectionId}|${generation}`;

const keyBytes = (key: Secret<'storage-key'>): Buffer => {
  const bytes = Buffer.from(key.expose(), 'base64url');
  if (bytes.length !== KEY_BYTES) throw new ValetKeyError('VK_RECORD_UNREADABLE');
  return bytes;
};

/** Encrypts a refresh token with AES-256-GCM. */
const seal = (
  refreshToken: Secret<'refresh-token'>,
  key: Secret<'storage-key'>,
  context: SealContext,
): string => encrypt(keyBytes(key), nameOf(context), Buffer.from(refreshToken.expose(), 'utf8'));

/** The token `seal` hid. Fails with VK_RECORD_UNREADABLE for another key, context or content. */
const unseal = (
  text: string,
  key: Secret<'storage-key'>,
  context: SealContext,
): Secret<'refresh-token'> => {
  const plain = decrypt(keyBytes(key), nameOf(context), text);
  if (plain === undefined) throw new ValetKeyError('VK_RECORD_UNREADABLE');
  return Secret.of('refresh-token', plain.toString('utf8'));
};

/** Gives the 32-byte key, base64url; fails as the keychain does where it is locked. */
export type StorageKeyProvider = () => Promise<Secret<'storage-key'>>;

const generation = z.number().int().nonnegative();

/** A record as it stands in the file: only `sealed` differs from the port's, being encrypted. */
const storedRecordSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('intent'),
    generation,
    attempt: z.number().int(),
    at: z.number().transform(epochMs),
  }),
  z.object({ kind: z.literal('sealed'), generation, sealed: z.string() }),
  z.object({ kind: z.literal('commit'), generation }),
  z.object({ kind: z.literal('fail'), generation, code: z.enum(ERROR_CODES) }),
]);
export type StoredRecord = z.infer<typeof storedRecordSchema>;

/** A record as bytes for the file; asks for the key only where there is something to hide. */
export const storeRecord = async (
  connectionId: ConnectionId,
  record: JournalRecord,
  key: StorageKeyProvider,
): Promise<Buffer> => {
  const stored: StoredRecord =
    record.kind === 'sealed'
      ? {
          kind: 'sealed',
          generation: record.generation,
          sealed: seal(record.refreshToken, await key(), { ...record, connectionId }),
        }
      : record;
  return Buffer.from(JSON.stringify(stored), 'utf8');
};

/** Bytes that passed their CRC, as a record. Fails with VK_RECORD_UNREADABLE. */
export const parseStored = (payload: Buffer): StoredRecord => {
  try {
    return storedRecordSchema.parse(JSON.parse(payload.toString('utf8')));
  } catch (cause) {
    throw new ValetKeyError('VK_RECORD_UNREADABLE', { cause });
  }
};

/** The port's record. Fails with VK_RECORD_UNREADABLE, or as the key provider does. */
export const openRecord = async (
  connectionId: ConnectionId,
  stored: StoredRecord,
  key: StorageKeyProvider,
): Promise<JournalRecord> => {
  if (stored.kind !== 'sealed') return stored;
  const refreshToken = unseal(stored.sealed, await key(), { ...stored, connectionId });
  return { kind: 'sealed', generation: stored.generation, refreshToken };
};
