import type { Observable } from '../../../core/async/observable.ts';
import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';
import type { KeychainState } from '../../../vocabulary/storage.ts';
import type { ErrorCode } from '../../../vocabulary/error-code.ts';
import { INSTALL_HINT } from '../../../keychain-host/protocol.ts';

/** What is known of the keychain, with listeners. */
export type ObservableState = Observable<KeychainState>;

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

/** Windows keeps at most 2560 bytes in one credential; the same limit everywhere tests one path. */
const LONGEST_VALUE = 2400;
/** No slash: on Windows `service/account` is one flat name. No space: nothing needs it. */
const NAME = /^[\w.~-]{1,128}$/;
/** keytar cuts at NUL and replaces what is not UTF-8, silently: only what survives may pass. */
const PRINTABLE_ASCII = /^[\x20-\x7e]+$/;

/** Refuses, before the system is asked, an item name it might store under another one. */
export const requireItemName = (item: string): void => {
  if (!NAME.test(item)) {
    throw new ValetKeyError('VK_RECORD_NOT_WRITTEN', { fields: { why: 'item name refused' } });
  }
};

/** Refuses, before the system is asked, a value it might not give back. VK_RECORD_NOT_WRITTEN. */
export const requireItemValue = (value: string): void => {
  if (value.length > LONGEST_VALUE || !PRINTABLE_ASCII.test(value)) {
    throw new ValetKeyError('VK_RECORD_NOT_WRITTEN', {
      fields: { why: 'value refused', length: value.length, longest: LONGEST_VALUE },
    });
  }
};
