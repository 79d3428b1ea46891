import type { ConnectionId } from '../../../vocabulary/id.ts';
import { isValetKeyError, ValetKeyError } from '../../fault/valet-key-error.ts';
import type { Log } from '../../port/log.ts';
import type { CommittedToken, JournalRecord, RefreshJournal } from '../../port/refresh-journal.ts';
import {
  isLostText,
  type SecretStore,
  type StoredRefreshToken,
} from '../../connection/secret-store.ts';
import { isNewer, decideRecovery } from './recovery.ts';
import { finishRemoval } from './remove-revoked.ts';
import type { NumberedToken, UnsavedToken, UnsavedTokens } from './unsaved.ts';

export interface KeeperPorts {
  readonly secrets: Pick<SecretStore, 'readRefreshToken' | 'writeRefreshToken' | 'forget'>;
  readonly journal: RefreshJournal;
  readonly log: Log;
  /** The keychain came back without a token that it had taken, and may have lost other items, too. */
  readonly onLostWrite: () => void;
}

/** A login as it is found before a refresh. */
export interface OpenGrant extends NumberedToken {
  /** False while the keychain refuses it and only journal or memory have it. */
  readonly inKeychain: boolean;
  /** Which send of this refresh token the next one is: 1 unless an earlier one went unanswered. */
  readonly attempt: number;
}

/**
 * Reads the newest refresh token, first finishing a write that was cut off and restoring one that the
 * keychain has lost (ADR 0031); undefined where there is none. Sends nothing. Fails with
 * VK_RECORD_UNREADABLE or with the keychain's code.
 */
export const openGrant = async (
  ports: KeeperPorts,
  unsaved: UnsavedTokens,
  id: ConnectionId,
): Promise<OpenGrant | undefined> => {
  const { records: open, committed } = await ports.journal.read(id);
  if (await finishRemoval(ports, unsaved, id, open)) return undefined;
  const stored = await readStored(ports, id, open, committed);
  const lost = await lostToken(ports, id, stored, committed);
  const records = lost === undefined ? open : [lost, ...open];
  const pending = pendingToken(unsaved.get(id), stored, records);
  if (pending !== undefined) return finishWrite(ports, unsaved, id, pending, records);
  unsaved.release(id);
  if (stored === undefined) return undefined;
  if (stored.fellBack) ports.log.warn('keeping.fell-back', { connection: id });
  const { generation, refreshToken } = stored;
  return { generation, refreshToken, inKeychain: true, attempt: attemptAfter(stored, records) };
};

/**
 * Steps 4 to 6: makes a new refresh token durable twice over, sealed in the journal and then in the
 * keychain. Where the keychain refuses, the token stays in memory and is tried again; fails with
 * VK_RECORD_NOT_WRITTEN only where the journal has refused it too.
 */
export const keepToken = async (
  ports: KeeperPorts,
  unsaved: UnsavedTokens,
  id: ConnectionId,
  { generation, refreshToken }: NumberedToken,
): Promise<void> => {
  const sealed = await note(ports, id, { kind: 'sealed', generation, refreshToken });
  if (!(await saveOrHold(ports, unsaved, id, { generation, refreshToken, sealed }))) return;
  await note(ports, id, { kind: 'commit', generation });
};

/** Writes the token into the keychain, unless a newer sign-in got there first. */
export const saveToken = async (
  { secrets }: KeeperPorts,
  id: ConnectionId,
  { generation, refreshToken }: NumberedToken,
): Promise<void> => {
  try {
    await secrets.writeRefreshToken(id, generation, refreshToken);
  } catch (cause) {
    const stored = await secrets.readRefreshToken(id);
    if (stored === undefined || stored.fellBack || stored.generation < generation) throw cause;
  }
};

/** Appends a record whose loss costs no login; says whether it was written. */
export const note = async (
  { journal, log }: KeeperPorts,
  id: ConnectionId,
  record: JournalRecord,
): Promise<boolean> => {
  try {
    await journal.append(id, record);
    return true;
  } catch {
    log.warn('journal.not-written', { connection: id, kind: record.kind });
    return false;
  }
};

/** Says whether the keychain took the token; where it did not, the token is held in memory. */
const saveOrHold = async (
  ports: KeeperPorts,
  unsaved: UnsavedTokens,
  id: ConnectionId,
  { generation, refreshToken, sealed }: UnsavedToken,
): Promise<boolean> => {
  try {
    await saveToken(ports, id, { generation, refreshToken });
  } catch (cause) {
    ports.log.warn('keeping.unsaved', { connection: id, sealed });
    unsaved.hold(id, { generation, refreshToken, sealed });
    if (!sealed) throw new ValetKeyError('VK_RECORD_NOT_WRITTEN', { cause });
    return false;
  }
  unsaved.release(id);
  return true;
};

/** A damaged keychain record is no obstacle where the journal holds the token that mends it. */
const readStored = async (
  { secrets }: KeeperPorts,
  id: ConnectionId,
  records: readonly JournalRecord[],
  committed: CommittedToken | undefined,
): Promise<StoredRefreshToken | undefined> => {
  try {
    return await secrets.readRefreshToken(id);
  } catch (cause) {
    if (isLostText(cause) && committed !== undefined) return undefined;
    const isMendable = decideRecovery(undefined, records).kind === 'finish-write';
    if (isValetKeyError(cause, 'VK_RECORD_UNREADABLE') && isMendable) return undefined;
    throw cause;
  }
};

/**
 * The journal's copy of a token that the keychain took and has lost: a daemon that writes its file late
 * was ended before it did, and its item is now gone, empty or an older one. Fails where the copy cannot
 * be opened and the keychain has nothing; an older token that is there is better than none.
 */
const lostToken = async (
  { log, onLostWrite }: KeeperPorts,
  id: ConnectionId,
  stored: StoredRefreshToken | undefined,
  committed: CommittedToken | undefined,
): Promise<JournalRecord | undefined> => {
  if (committed === undefined || !isNewer(committed.generation, stored)) return undefined;
  const { generation } = committed;
  try {
    const refreshToken = await committed.open();
    log.warn('keeping.lost-by-keychain', { connection: id, generation });
    onLostWrite();
    return { kind: 'sealed', generation, refreshToken };
  } catch (cause) {
    if (stored === undefined || !isValetKeyError(cause, 'VK_RECORD_UNREADABLE')) throw cause;
    return undefined;
  }
};

/** The newest token that is not in the keychain yet: from memory or from the journal. */
const pendingToken = (
  held: UnsavedToken | undefined,
  stored: StoredRefreshToken | undefined,
  records: readonly JournalRecord[],
): UnsavedToken | undefined => {
  const recovery = decideRecovery(stored, records);
  const sealed = recovery.kind === 'finish-write' ? { ...recovery, sealed: true } : undefined;
  const inKeychain = stored?.generation ?? 0;
  if (held === undefined || held.generation <= inKeychain) return sealed;
  return sealed !== undefined && sealed.generation >= held.generation ? sealed : held;
};

/** Where a send of the pending token went unanswered, the commit waits for that send's outcome. */
const finishWrite = async (
  ports: KeeperPorts,
  unsaved: UnsavedTokens,
  id: ConnectionId,
  { generation, refreshToken, sealed }: UnsavedToken,
  records: readonly JournalRecord[],
): Promise<OpenGrant> => {
  ports.log.info('keeping.finish-write', { connection: id, generation });
  const token = { generation, refreshToken };
  const isSealed = sealed || (await note(ports, id, { kind: 'sealed', ...token }));
  const inKeychain = await saveOrHold(ports, unsaved, id, { ...token, sealed: isSealed });
  const attempt = attemptAfter({ generation, fellBack: false }, records);
  if (inKeychain && attempt === 1) await note(ports, id, { kind: 'commit', generation });
  return { ...token, inKeychain, attempt };
};

const attemptAfter = (
  stored: Pick<StoredRefreshToken, 'generation' | 'fellBack'>,
  records: readonly JournalRecord[],
): number => {
  const recovery = decideRecovery(stored, records);
  return 'attempt' in recovery ? recovery.attempt : 1;
};
