import type { ConnectionId } from '../../vocabulary/id.ts';
import { createQueue, type Turns } from '../async/queue.ts';
import { isValetKeyError } from '../fault/valet-key-error.ts';
import type { Connection, Standing } from '../model/connection.ts';
import type { Log } from '../port/log.ts';
import type { ConnectionStore } from '../port/stores.ts';
import type { Clock } from '../port/system.ts';
import type { Secret } from '../secret/secret.ts';
import { deleteCredentials } from './credentials.ts';
import type { Note } from './ledger-note.ts';
import type { SecretStore } from './secret-store.ts';

export interface UnfinishedWorkPorts {
  readonly connections: LoginStore;
  readonly secrets: Pick<SecretStore, 'deleteSecret' | 'readRefreshToken'>;
  readonly grants: {
    readonly newest: (id: ConnectionId) => Promise<Secret<'refresh-token'> | undefined>;
    readonly forget: (id: ConnectionId) => Promise<void>;
  };
  readonly turns: Turns;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly note: Note;
}

/** Deletes all that is kept of a connection, its record last: as long as that stands, the rest is found. */
export const deleteAll = async (
  {
    connections,
    secrets,
    grants,
  }: {
    readonly connections: Pick<ConnectionStore, 'remove'>;
    readonly secrets: Pick<SecretStore, 'deleteSecret'>;
    readonly grants: Pick<UnfinishedWorkPorts['grants'], 'forget'>;
  },
  id: ConnectionId,
): Promise<void> => {
  await grants.forget(id);
  await deleteCredentials(secrets, id);
  await connections.remove(id);
};

/** The records of logins, and apart from them those that are none yet, or none any more. */
export interface LoginStore extends ConnectionStore {
  unfinished(): readonly Connection[];
}

const isSignedInAgain = ({ signInAgain }: Connection): boolean => signInAgain !== undefined;

export const isUnfinished = ({ unfinished }: Connection): boolean => unfinished !== undefined;

/**
 * Goes on with what the end of an earlier run cut off: a sign-in whose refresh token was kept becomes a
 * login, any other is undone, a login that was signed in to again gets the record of the token it has, and
 * a login that was being forgotten is. Touches only records that say so
 * themselves and that were there when this was created. What the keychain refuses is left for the next
 * call; never fails.
 */
export const createFinishWork = (ports: UnfinishedWorkPorts): (() => Promise<void>) => {
  const { connections, log } = ports;
  const left = new Set(
    [...connections.unfinished(), ...connections.list().filter(isSignedInAgain)].map(
      ({ id }) => id,
    ),
  );
  const inOrder = createQueue();
  const finish = async (): Promise<void> => {
    for (const connection of connections.list().filter(isSignedInAgain)) {
      if (!left.has(connection.id)) continue;
      await endSignInAgain(ports, connection).catch((thrown: unknown) => {
        const code = isValetKeyError(thrown) ? thrown.code : 'VK_INTERNAL';
        log.warn('unfinished.left', { connection: connection.id, work: 'sign-in-again', code });
      });
    }
    for (const connection of connections.unfinished()) {
      const { id, unfinished: work } = connection;
      if (!left.has(id)) continue;
      try {
        const end = work === 'sign-in' ? await endSignIn(ports, connection) : 'undone';
        if (end === 'undone') await deleteAll(ports, id);
        if (work === 'forget') await ports.note('forgotten', connection);
        log.info('unfinished.ended', { connection: id, work, end });
      } catch (thrown) {
        const code = isValetKeyError(thrown) ? thrown.code : 'VK_INTERNAL';
        log.warn('unfinished.left', { connection: id, work, code });
      }
    }
  };
  return () => inOrder(finish);
};

/** A login without a refresh token is worth nothing without the access token that is gone. */
const endSignIn = async (
  { connections, grants, turns, clock, note }: UnfinishedWorkPorts,
  { unfinished: _over, ...connection }: Connection,
): Promise<'finished' | 'undone'> => {
  const { id } = connection;
  if (!connection.hasRefreshToken) return 'undone';
  let standing: Standing = connection.standing;
  try {
    const refreshToken = await turns.take(id, () => grants.newest(id));
    if (refreshToken === undefined) return 'undone';
  } catch (thrown) {
    // What cannot be read is not gone.
    if (!isValetKeyError(thrown, 'VK_RECORD_UNREADABLE')) throw thrown;
    standing = { kind: 'unreadable', since: clock.now(), because: thrown.code };
  }
  await connections.put({ ...connection, standing });
  await note('signed-in', connection);
  return 'finished';
};

/** The record that goes with the refresh token that is held: of the new sign-in, or still of the old one. */
const endSignInAgain = async (
  { connections, secrets, grants, turns, log }: UnfinishedWorkPorts,
  { signInAgain, ...old }: Connection,
): Promise<void> => {
  if (signInAgain === undefined) return;
  const { id, label } = old;
  const generation = await turns.take(id, async () => {
    // Where only the journal has the new one, this brings it into the keychain.
    await grants.newest(id);
    return (await secrets.readRefreshToken(id))?.generation ?? 0;
  });
  const isNew = generation > signInAgain.replaces;
  await connections.put(isNew ? { ...signInAgain.record, label } : old);
  log.info('unfinished.ended', {
    connection: id,
    work: 'sign-in-again',
    end: isNew ? 'finished' : 'undone',
  });
};
