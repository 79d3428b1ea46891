import type { ConnectionId } from '../../vocabulary/id.ts';
import type { Secret, SecretKind } from '../secret/secret.ts';
import type { KeychainState, StorageKind } from '../../vocabulary/storage.ts';

/** Which write of a refresh token this is: 1 for the first, one more with each rotation. */
export type Generation = number;

/** The refresh token in force and which generation it is. */
export interface StoredRefreshToken {
  readonly generation: Generation;
  readonly refreshToken: Secret<'refresh-token'>;
  /** True where the newest generation could not be read whole and the one before it was used. */
  readonly fellBack: boolean;
}

/**
 * Refresh tokens by connection and generation, and other secrets by name. A generation is visible
 * only when all of it is written; the one before it stays until the next commit.
 *
 * Every method fails with VK_KEYCHAIN_LOCKED, VK_KEYCHAIN_DENIED or VK_KEYCHAIN_UNAVAILABLE where
 * the store does not answer; writes with VK_RECORD_NOT_WRITTEN; reads of damaged records with
 * VK_RECORD_UNREADABLE, and then nothing has been deleted.
 */
export interface SecretStore {
  readonly kind: StorageKind;
  readonly state: KeychainState;
  probe(): Promise<KeychainState>;
  readRefreshToken(id: ConnectionId): Promise<StoredRefreshToken | undefined>;
  writeRefreshToken(
    id: ConnectionId,
    generation: Generation,
    refreshToken: Secret<'refresh-token'>,
  ): Promise<void>;
  /**
   * Deletes every generation: header first, then chunks.
   * @param last the newest generation there was, where an earlier deletion may have got no further
   *   than the header
   */
  forget(id: ConnectionId, last?: Generation): Promise<void>;
  readSecret<Kind extends SecretKind>(kind: Kind, name: string): Promise<Secret<Kind> | undefined>;
  writeSecret<Kind extends SecretKind>(name: string, secret: Secret<Kind>): Promise<void>;
  deleteSecret(name: string): Promise<void>;
}
