import type { ProviderSettings } from '../model/provider-settings.ts';

/** The providers a person has set up. Reads are from memory; a write resolves once it is on disk. */
export interface ProviderStore {
  list(): readonly ProviderSettings[];
  /** All of them at once: fails with VK_RECORD_NOT_WRITTEN, and then nothing has changed. */
  replaceAll(providers: readonly ProviderSettings[]): Promise<void>;
}
