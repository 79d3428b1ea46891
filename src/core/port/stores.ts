import type { ApprovalId, ConnectionId } from '../../vocabulary/id.ts';
import type { KeptApproval } from '../model/approval.ts';
import type { Connection } from '../model/connection.ts';
import type { ProviderSettings } from '../model/provider-settings.ts';
import type { SeenKeySet, VerificationKey } from '../model/seen-keys.ts';

/** The non-secret records. Reads are from memory; a write resolves once it is on disk. */
export interface ConnectionStore {
  list(): readonly Connection[];
  get(id: ConnectionId): Connection | undefined;
  /** Adds or replaces. Fails with VK_RECORD_NOT_WRITTEN, and then nothing has changed. */
  put(connection: Connection): Promise<void>;
  remove(id: ConnectionId): Promise<void>;
}

/** The providers a person has set up. Reads are from memory; a write resolves once it is on disk. */
export interface ProviderStore {
  list(): readonly ProviderSettings[];
  /** All of them at once: fails with VK_RECORD_NOT_WRITTEN, and then nothing has changed. */
  replaceAll(providers: readonly ProviderSettings[]): Promise<void>;
}

/** Public keys as servers published them over time, so that signatures can be verified offline. */
export interface KeptKeys {
  /** What was seen of a source, oldest first. From memory: asks nobody. */
  seen(source: string): readonly SeenKeySet[];
  /** Keeps what a source publishes now. Fails with VK_RECORD_NOT_WRITTEN, and then nothing has changed. */
  note(source: string, keys: readonly VerificationKey[]): Promise<void>;
}

/** Where approvals outlive the program. They are no secret, and theirs is no token. */
export interface ApprovalStore {
  /** From memory, in no particular order. */
  list(): readonly KeptApproval[];
  /** Resolves once on disk; fails with VK_RECORD_NOT_WRITTEN, and then nothing has changed. */
  put(approval: KeptApproval): Promise<void>;
  /** Resolves once on disk; does nothing for those it does not have. Fails with VK_RECORD_NOT_WRITTEN. */
  remove(ids: readonly ApprovalId[]): Promise<void>;
}
