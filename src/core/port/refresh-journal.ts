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
 * The write-ahead journal of refreshes, one file per connection. `append` resolves after fsync;
 * it fails with VK_RECORD_NOT_WRITTEN, and then nothing may be sent.
 */
export interface RefreshJournal {
  append(id: ConnectionId, record: JournalRecord): Promise<void>;
  /** Records since the last commit, oldest first; a torn tail is dropped. */
  read(id: ConnectionId): Promise<readonly JournalRecord[]>;
  forget(id: ConnectionId): Promise<void>;
}
