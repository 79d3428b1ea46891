import type { Keychain } from '../../../core/port/keychain.ts';
import { requireItemName, requireItemValue } from './keychain-item-rules.ts';

/** A keychain that ends with the program, and whose items can be moved to one that does not. */
export interface MemoryKeychain extends Keychain {
  /** Copies every item; fails as `to.set` does, and then the rest is still here. */
  copyTo(to: Keychain): Promise<void>;
}

/** A keychain that ends with the program: for machines where no keychain answers. Always `ready`. */
export const createMemoryKeychain = (): MemoryKeychain => {
  const items = new Map<string, string>();
  return {
    state: 'ready',
    probe: () => Promise.resolve('ready'),
    onChange: () => () => undefined,
    async copyTo(to) {
      for (const [item, value] of items) await to.set(item, value);
    },
    async get(item) {
      requireItemName(item);
      return items.get(item);
    },
    async set(item, value) {
      requireItemName(item);
      requireItemValue(value);
      items.set(item, value);
    },
    async delete(item) {
      requireItemName(item);
      items.delete(item);
    },
  };
};
