import type { Keychain } from '../../../core/port/keychain.ts';
import type { KeychainState, StorageKind } from '../../../vocabulary/storage.ts';

/** A keychain that can be exchanged for another while the program runs. */
export interface SwitchableKeychain extends Keychain {
  readonly kind: StorageKind;
  /** From now on everything goes to `next`; calls under way end where they began. */
  use(next: Keychain, kind: StorageKind): void;
}

/** Begins with `first`; listeners stay when it is exchanged, and hear of the new state. */
export const createSwitchableKeychain = (
  first: Keychain,
  firstKind: StorageKind,
): SwitchableKeychain => {
  let current = first;
  let kind = firstKind;
  const listeners = new Set<(state: KeychainState) => void>();
  const tell = (state: KeychainState): void => listeners.forEach((listener) => listener(state));
  let stopListening = first.onChange(tell);
  return {
    get kind() {
      return kind;
    },
    get state() {
      return current.state;
    },
    probe: () => current.probe(),
    session: (work) => current.session(work),
    get: (item) => current.get(item),
    set: (item, value) => current.set(item, value),
    delete: (item) => current.delete(item),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    use(next, nextKind) {
      stopListening();
      current = next;
      kind = nextKind;
      stopListening = next.onChange(tell);
      tell(next.state);
    },
  };
};
