import type { Clock } from '../../../core/port/clock.ts';
import type { Seconds } from '../../../vocabulary/instant.ts';
import { refusalIn, type ObservableState } from './keychain-state.ts';
import type { VaultContent } from './vault-format.ts';

/** One thing at a time, whatever became of the one before. */
export const queue = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
};

/** A vault's key and what it opens. */
export interface OpenVault {
  readonly key: Buffer;
  readonly content: VaultContent;
}

export type KeyHolder = ReturnType<typeof keyHolder>;

/** Holds the open vault's key as long as somebody uses it. */
export const keyHolder = (clock: Clock, autoLockAfter: Seconds, state: ObservableState) => {
  let open: OpenVault | undefined;
  let idle = new AbortController();
  const lock = (): void => {
    idle.abort();
    open?.key.fill(0);
    if (open !== undefined) state.enter('locked');
    open = undefined;
  };
  const touch = (): void => {
    idle.abort();
    idle = new AbortController();
    clock.sleep(autoLockAfter, idle.signal).then(lock, () => undefined);
  };
  return {
    lock,
    isOpen: (): boolean => open !== undefined,
    hold(next: OpenVault): void {
      open?.key.fill(0);
      open = next;
      touch();
      state.enter('ready');
    },
    /** The vault's content after a write, unless it was locked meanwhile. */
    replace(content: VaultContent): void {
      if (open !== undefined) open = { ...open, content };
    },
    /** Fails by the state where the vault is not open. Puts the auto-lock off. */
    use(): OpenVault {
      if (open === undefined) throw refusalIn(state.current);
      touch();
      return open;
    },
  };
};
