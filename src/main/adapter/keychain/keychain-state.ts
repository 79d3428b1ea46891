import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';
import type { KeychainState } from '../../../vocabulary/storage.ts';
import type { ErrorCode } from '../../../vocabulary/error-code.ts';
import { INSTALL_HINT } from '../../../keychain-host/protocol.ts';

/** A state that notifies its listeners when it changes. */
export interface ObservableState {
  readonly current: KeychainState;
  /** Changes the state, and gives it back. */
  enter(next: KeychainState): KeychainState;
  onChange(listener: (state: KeychainState) => void): () => void;
}

export const observableState = (initial: KeychainState): ObservableState => {
  const listeners = new Set<(state: KeychainState) => void>();
  let current = initial;
  return {
    get current() {
      return current;
    },
    enter(next) {
      if (next === current) return next;
      current = next;
      for (const listener of [...listeners]) listener(next);
      return next;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};

const REFUSAL: Readonly<Record<KeychainState, ErrorCode>> = {
  unknown: 'VK_KEYCHAIN_UNAVAILABLE',
  ready: 'VK_KEYCHAIN_UNAVAILABLE',
  locked: 'VK_KEYCHAIN_LOCKED',
  waiting: 'VK_KEYCHAIN_LOCKED',
  absent: 'VK_KEYCHAIN_UNAVAILABLE',
  'no-native': 'VK_KEYCHAIN_UNAVAILABLE',
  fault: 'VK_KEYCHAIN_UNAVAILABLE',
};

/** The failure of a call that came while the keychain was in `state`; says what to install. */
export const refusalIn = (state: KeychainState): ValetKeyError => {
  const install = state === 'no-native' ? INSTALL_HINT[process.platform] : undefined;
  return new ValetKeyError(REFUSAL[state], {
    fields: { state, ...(install === undefined ? {} : { install }) },
  });
};
