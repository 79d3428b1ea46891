import { ValetKeyError } from '../../src/core/fault/valet-key-error.ts';
import type { ItemName, Keychain, KeychainItems } from '../../src/core/port/keychain.ts';
import type { KeychainState } from '../../src/vocabulary/storage.ts';
import type { ErrorCode } from '../../src/vocabulary/error-code.ts';

/** One call that reached the keychain. Values are left out on purpose. */
export interface KeychainCall {
  readonly action: 'get' | 'set' | 'delete';
  readonly item: ItemName;
}

/** A `Keychain` in memory: enforces the port's limits and can be locked, lost or made to fail. */
export interface FakeKeychain extends Keychain {
  readonly items: ReadonlyMap<ItemName, string>;
  readonly calls: readonly KeychainCall[];
  /** Changes the state and tells listeners. */
  become(state: KeychainState): void;
  /** The `nth` call from now (0: the next one) fails with `code` and changes nothing. */
  failCall(nth: number, code: ErrorCode): void;
  /** Every deletion fails with VK_KEYCHAIN_LOCKED until told otherwise. */
  refuseDeletes(isRefused: boolean): void;
  /** From the `nth` call on nothing happens any more, as if the process had been killed there. */
  dieAtCall(nth: number): void;
  /** Puts `text` under `item` behind the program's back. */
  tamper(item: ItemName, text: string | undefined): void;
}

/** What `dieAtCall` throws: no error of ours, for nothing may handle it. */
export class KilledHere extends Error {}

const LONGEST_VALUE = 2400;
const CODE: Partial<Record<KeychainState, ErrorCode>> = {
  locked: 'VK_KEYCHAIN_LOCKED',
  waiting: 'VK_KEYCHAIN_LOCKED',
};

const isStorable = (value: string): boolean =>
  value.length <= LONGEST_VALUE && /^[\x20-\x7e]*$/.test(value);

interface Faults {
  before(call: KeychainCall, state: KeychainState): void;
  readonly failures: Map<number, ErrorCode>;
  readonly calls: KeychainCall[];
  refusesDeletes: boolean;
  diesAt: number;
}

const faults = (): Faults => ({
  failures: new Map(),
  calls: [],
  refusesDeletes: false,
  diesAt: Infinity,
  before(call, state) {
    const index = this.calls.length;
    if (index >= this.diesAt) throw new KilledHere();
    this.calls.push(call);
    if (state !== 'ready') throw new ValetKeyError(CODE[state] ?? 'VK_KEYCHAIN_UNAVAILABLE');
    const code = this.failures.get(index);
    if (code !== undefined) throw new ValetKeyError(code);
    if (this.refusesDeletes && call.action === 'delete')
      throw new ValetKeyError('VK_KEYCHAIN_LOCKED');
  },
});

export const fakeKeychain = (initialState: KeychainState = 'ready'): FakeKeychain => {
  const items = new Map<ItemName, string>();
  const listeners = new Set<(state: KeychainState) => void>();
  const fault = faults();
  let state = initialState;
  const action = async <T>(call: KeychainCall, then: () => T): Promise<T> => {
    await Promise.resolve();
    fault.before(call, state);
    return then();
  };
  const own: KeychainItems = {
    get: (item) => action({ action: 'get', item }, () => items.get(item)),
    set: (item, value) =>
      action({ action: 'set', item }, () => {
        if (!isStorable(value)) throw new ValetKeyError('VK_RECORD_NOT_WRITTEN');
        items.set(item, value);
      }),
    delete: (item) =>
      action({ action: 'delete', item }, () => {
        items.delete(item);
      }),
  };
  return {
    ...own,
    session: (work) => work(own),
    items,
    calls: fault.calls,
    get state() {
      return state;
    },
    probe: () => Promise.resolve(state),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    become(next) {
      state = next;
      for (const listener of listeners) listener(next);
    },
    failCall(nth, code) {
      fault.failures.set(fault.calls.length + nth, code);
    },
    refuseDeletes(isRefused) {
      fault.refusesDeletes = isRefused;
    },
    dieAtCall(nth) {
      fault.diesAt = fault.calls.length + nth;
    },
    tamper(item, text) {
      if (text === undefined) items.delete(item);
      else items.set(item, text);
    },
  };
};
