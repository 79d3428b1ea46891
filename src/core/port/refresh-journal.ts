import type { ConnectionId } from '../../vocabulary/id.ts';
import type { EpochMs } from '../../vocabulary/instant.ts';
import type { Secret } from '../secret/secret.ts';
import type { ErrorCode } from '../../vocabulary/error-code.ts';

/** Which write of a refresh token this is: 1 for the first, one more with each rotation. */
export type Generation = number;

/**
 * One step of a refresh, durable before the next step begins.
 * `intent`: about to send generation `generation`. `sealed`: the reply's new refresh token,
 * encrypted. `commit`: the keychain holds it. `fail`: we lived to see the send bring no token.
 * `revoked`: the server has confirmed that this generation is revoked, and it is about to be deleted.
 */
export type JournalRecord =
  | {
      readonly kind: 'intent';
      readonly generation: Generation;
      readonly attempt: number;
      readonly at: EpochMs;
    }
  | {
      readonly kind: 'sealed';
      readonly generation: Generation;
      readonly refreshToken: Secret<'refresh-token'>;
    }
  | { readonly kind: 'commit'; readonly generation: Generation }
  | { readonly kind: 'fail'; readonly generation: Generation; readonly code: ErrorCode }
  | { readonly kind: 'revoked'; readonly generation: Generation };

/**
 * The sealed copy of a refresh token that the keychain has taken. It stays until a newer token is
 * sealed: a keychain may take a value, read it back, and have lost it once its daemon was killed.
 */
export interface CommittedToken {
  readonly generation: Generation;
  /** Reads the journal's key. Fails with VK_RECORD_UNREADABLE, or with the keychain's code. */
  readonly open: () => Promise<Secret<'refresh-token'>>;
}

/** What a journal says of one connection. */
export interface JournalReading {
  /** Since the last commit, oldest first; a torn tail is dropped. */
  readonly records: readonly JournalRecord[];
  /** Undefined also where it was too long to be carried along as the journal was emptied. */
  readonly committed: CommittedToken | undefined;
}

/**
 * The write-ahead journal of refreshes, one file per connection. `append` resolves after fsync;
 * it fails with VK_RECORD_NOT_WRITTEN, and then nothing may be sent.
 */
export interface RefreshJournal {
  append(id: ConnectionId, record: JournalRecord): Promise<void>;
  read(id: ConnectionId): Promise<JournalReading>;
  forget(id: ConnectionId): Promise<void>;
}
