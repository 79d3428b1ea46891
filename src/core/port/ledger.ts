import type { ConnectionId } from '../../vocabulary/id.ts';
import type { EpochMs } from '../../vocabulary/instant.ts';
import type { LedgerKind } from '../../vocabulary/ledger-kind.ts';

/** One line of the ledger. Holds no token; `tokenHash` tells tokens apart and nothing more. */
export interface LedgerEntry {
  readonly id: number;
  readonly at: EpochMs;
  readonly kind: LedgerKind;
  readonly connectionId: ConnectionId;
  /** Who and where, as it was then: the connection may be gone when this is read. */
  readonly subject: string;
  readonly host: string;
  readonly scope: readonly string[];
  /** First 12 hexadecimal digits of the SHA-256 of the access token. */
  readonly tokenHash?: string;
  /** The life of that token. Older entries lack its beginning. */
  readonly obtainedAt?: EpochMs;
  readonly expiresAt?: EpochMs;
  /**
   * A format for hand-outs, method and address for proofs, an error code for failures, a part or an
   * outcome for revocations, `narrowed` for refreshes for less than the grant.
   */
  readonly detail?: string;
  /** The program that a token was given to; foreign text, safe to show. */
  readonly recipient?: string;
}

/** Where tokens went and what became of logins. Recording never fails and never delays anybody. */
export interface Ledger {
  record(entry: Omit<LedgerEntry, 'id' | 'at'>): void;
  /** Newest first. */
  list(): readonly LedgerEntry[];
  /** Deletes the lines of one connection. Fails with VK_RECORD_NOT_WRITTEN, and then all are there. */
  clear(id: ConnectionId): Promise<void>;
}
