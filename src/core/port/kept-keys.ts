import type { SeenKeySet, VerificationKey } from '../model/seen-keys.ts';

/** Public keys as servers published them over time, so that signatures can be verified offline. */
export interface KeptKeys {
  /** What was seen of a source, oldest first. From memory: asks nobody. */
  seen(source: string): readonly SeenKeySet[];
  /** Keeps what a source publishes now. Fails with VK_RECORD_NOT_WRITTEN, and then nothing has changed. */
  note(source: string, keys: readonly VerificationKey[]): Promise<void>;
}
