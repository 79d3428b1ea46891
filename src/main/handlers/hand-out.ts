import { isValetKeyError, ValetKeyError } from '../../core/fault/valet-key-error.ts';
import type { Connection } from '../../core/model/connection.ts';
import { scopeOf, type Scope } from '../../core/model/scope.ts';
import type { TokenRecord } from '../../core/model/token-record.ts';
import type { Clock } from '../../core/port/clock.ts';
import type { ConnectionStore } from '../../core/port/connection-store.ts';
import type { Log } from '../../core/port/log.ts';
import type { Note } from '../../core/connection/ledger-note.ts';
import type { Lock } from '../../core/connection/lock.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';

/** How a token, or a proof for it, left the program; the ledger's line about it. */
export interface HandOut {
  readonly kind: 'copied' | 'revealed' | 'proved';
  readonly detail: string;
}

/**
 * Writes a hand-out into the ledger and marks the connection as used just now. Resolves when the
 * ledger shows it, without waiting for a disk; never fails, for what is handed out is handed out.
 */
export type HandedOut = (
  connection: Connection,
  token: TokenRecord,
  handOut: HandOut,
) => Promise<void>;

export interface HandOutPorts {
  readonly note: Note;
  readonly connections: Pick<ConnectionStore, 'get' | 'put'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

export const recordHandOut =
  ({ note, connections, clock, log }: HandOutPorts): HandedOut =>
  async (connection, token, { kind, detail }) => {
    const notWritten = (cause: unknown): void => {
      const code = isValetKeyError(cause) ? cause.code : 'VK_INTERNAL';
      log.warn('hand-out.not-written', { connection: connection.id, code });
    };
    await note(kind, connection, { token, detail }).catch(notWritten);
    const now = connections.get(connection.id) ?? connection;
    connections.put({ ...now, handedOutAt: clock.now() }).catch(notWritten);
  };

/** Which token a command is about. */
export interface WantedToken {
  readonly connectionId: ConnectionId;
  readonly scope?: readonly string[] | undefined;
}

/** The scope a command asks for; the whole grant where it names none. @see RFC 6749 §3.3 */
export const wantedScope = ({ scope }: Pick<WantedToken, 'scope'>): { readonly scope?: Scope } =>
  scope === undefined ? {} : { scope: scopeOf(scope) };

/** Getting a token takes time, in which the program may have been locked. */
export const requireUnlocked = ({ isLocked }: Pick<Lock, 'isLocked'>): void => {
  if (isLocked) throw new ValetKeyError('VK_LOCKED');
};
