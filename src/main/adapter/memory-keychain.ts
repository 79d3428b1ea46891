import type { Keychain } from '../../core/port/keychain.ts';
import { requireItemName, requireItemValue } from './keychain-item-rules.ts';

/** A keychain that ends with the program: for machines where no keychain answers. Always `ready`. */
export const createMemoryKeychain = (): Keychain => {
  const items = new Map<string, string>();
  return {
    state: 'ready',
    probe: () => Promise.resolve('ready'),
    onChange: () => () => undefined,
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
