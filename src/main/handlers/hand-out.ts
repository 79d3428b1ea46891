import { ValetKeyError } from '../../core/fault/valet-key-error.ts';
import type { Connection } from '../../core/model/connection.ts';
import { scopeOf, type Scope } from '../../core/model/scope.ts';
import type { TokenRecord } from '../../core/model/token-record.ts';
import type { Lock } from '../../core/connection/lock.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';

/** How a token, or a proof for it, left the program; the ledger's line about it. */
export interface HandOut {
  readonly kind: 'copied' | 'revealed' | 'proved';
  readonly detail: string;
}

/** Marks the connection as used just now and writes the hand-out into the ledger. */
export type HandedOut = (
  connection: Connection,
  token: TokenRecord,
  handOut: HandOut,
) => Promise<void>;

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
