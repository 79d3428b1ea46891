/** The program's lock: locked means that access tokens are gone from memory and nothing is handed out. */
export interface Lock {
  readonly isLocked: boolean;
  /** Drops what must not outlive it; no effect when locked already. */
  lock(): void;
  unlock(): void;
}

export interface LockPorts {
  /** Everything that must be gone: access tokens, what is on the clipboard, the vault's key. */
  readonly drop: () => void;
  readonly onChange: (isLocked: boolean) => void;
}

/** Creates an open lock. */
export const createLock = ({ drop, onChange }: LockPorts): Lock => {
  let isLocked = false;
  const become = (next: boolean): void => {
    if (isLocked === next) return;
    isLocked = next;
    if (isLocked) drop();
    onChange(isLocked);
  };
  return {
    get isLocked() {
      return isLocked;
    },
    lock: () => become(true),
    unlock: () => become(false),
  };
};
