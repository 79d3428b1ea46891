import type { Keychain, KeychainItems } from '../../../core/port/keychain.ts';
import { requireItemName, requireItemValue } from './keychain-item-rules.ts';

/** A keychain that ends with the program, and whose items can be moved to one that does not. */
export interface MemoryKeychain extends Keychain {
  /** Copies every item; fails as `to.set` does, and then the rest is still here. */
  copyTo(to: Keychain): Promise<void>;
}

/** A keychain that ends with the program: for machines where no keychain answers. Always `ready`. */
export const createMemoryKeychain = (): MemoryKeychain => {
  const kept = new Map<string, string>();
  const items: KeychainItems = {
    async get(item) {
      requireItemName(item);
      return kept.get(item);
    },
    async set(item, value) {
      requireItemName(item);
      requireItemValue(value);
      kept.set(item, value);
    },
    async delete(item) {
      requireItemName(item);
      kept.delete(item);
    },
  };
  return {
    ...items,
    state: 'ready',
    probe: () => Promise.resolve('ready'),
    onChange: () => () => undefined,
    async copyTo(to) {
      for (const [item, value] of kept) await to.set(item, value);
    },
    session: (work) => work(items),
  };
};
