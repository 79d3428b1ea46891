import type { ConnectionId } from '../../../vocabulary/id.ts';
import { isValetKeyError } from '../../fault/valet-key-error.ts';
import type { Log } from '../../port/log.ts';
import type { Generation, JournalRecord, RefreshJournal } from '../../port/refresh-journal.ts';
import type { SecretStore } from '../../connection/secret-store.ts';
import type { UnsavedTokens } from './unsaved.ts';

export interface RemovalPorts {
  readonly secrets: Pick<SecretStore, 'readRefreshToken' | 'forget'>;
  readonly journal: RefreshJournal;
  readonly log: Log;
}

/**
 * Deletes a refresh token that the server has confirmed as revoked. The journal names the generation
 * first, so that a deletion that was cut off is finished by `finishRemoval`; then `mark` writes into the
 * connection's record that it has none. The caller holds the connection's turn. Fails with
 * VK_RECORD_NOT_WRITTEN, and then nothing was deleted, or with the keychain's code, and then the journal
 * remembers.
 */
export const removeRevoked = async (
  ports: RemovalPorts,
  unsaved: UnsavedTokens,
  id: ConnectionId,
  mark: () => Promise<void>,
): Promise<void> => {
  const { records, committed } = await ports.journal.read(id);
  const stored = await ports.secrets.readRefreshToken(id);
  const generation = newestSlot([stored, unsaved.get(id), committed, ...records]);
  // A newer token than the keychain's is not the one that was revoked.
  if (generation > (stored?.generation ?? 0)) return;
  await ports.journal.append(id, { kind: 'revoked', generation });
  await mark();
  await remove(ports, unsaved, id, generation);
};

/** The newest generation among these; 0 where there is none. */
export const newestSlot = (
  known: readonly ({ readonly generation: Generation } | undefined)[],
): Generation => Math.max(0, ...known.map((one) => one?.generation ?? 0));

/** Goes on with a deletion that was cut off; says whether there was one. Fails with the keychain's code. */
export const finishRemoval = async (
  ports: RemovalPorts,
  unsaved: UnsavedTokens,
  id: ConnectionId,
  records: readonly JournalRecord[],
): Promise<boolean> => {
  const generation = revokedGeneration(records);
  if (generation === undefined) return false;
  // The keychain decides: the journal's note of a newer sign-in may have been lost.
  const stored = await storedGeneration(ports, id);
  if (Math.max(stored, unsaved.get(id)?.generation ?? 0) > generation) return false;
  ports.log.info('keeping.finish-removal', { connection: id, generation });
  await remove(ports, unsaved, id, generation);
  return true;
};

/** 0 where nothing whole is there: a deletion that was cut off leaves parts. */
const storedGeneration = async ({ secrets }: RemovalPorts, id: ConnectionId): Promise<number> => {
  try {
    return (await secrets.readRefreshToken(id))?.generation ?? 0;
  } catch (thrown) {
    if (isValetKeyError(thrown, 'VK_RECORD_UNREADABLE')) return 0;
    throw thrown;
  }
};

/** The generation whose deletion the journal asks for, unless a newer sign-in has been sealed since. */
const revokedGeneration = (records: readonly JournalRecord[]): Generation | undefined => {
  const revoked = records.findLast(({ kind }) => kind === 'revoked')?.generation;
  if (revoked === undefined) return undefined;
  const isReplaced = records.some(
    ({ kind, generation }) => kind === 'sealed' && generation > revoked,
  );
  return isReplaced ? undefined : revoked;
};

/** The journal last: as long as it stands, what is left in the keychain is found again. */
const remove = async (
  { secrets, journal }: RemovalPorts,
  unsaved: UnsavedTokens,
  id: ConnectionId,
  generation: Generation,
): Promise<void> => {
  unsaved.release(id);
  await secrets.forget(id, generation);
  await journal.forget(id);
};
