import { isValetKeyError } from '../fault/valet-key-error.ts';
import type { Random } from '../port/system.ts';
import type { SecretStore } from './secret-store.ts';
import { createStorageKey, type StorageKey } from './storage-key.ts';

/** The list of approvals that ended before their time. */
export interface KeptList {
  /** Undefined where there is none, empty where it cannot be read. Fails with the keychain's codes. */
  readonly read: () => Promise<string | undefined>;
  /** Fails as `SecretStore.writeText`. */
  readonly write: (text: string) => Promise<void>;
  /** Writes what was read or written last into a keychain that has lost it. */
  readonly keepAgain: () => Promise<void>;
}

/** What the keychain holds of approvals: they themselves are in a file. */
export interface ApprovalSecrets {
  /** Seals each of them. */
  readonly key: StorageKey;
  /** Which of them ended before their time. */
  readonly ended: KeptList;
}

export const createApprovalSecrets = (ports: {
  readonly secrets: Pick<SecretStore, 'readSecret' | 'writeSecret' | 'readText' | 'writeText'>;
  readonly random: Random;
}): ApprovalSecrets => ({
  key: createStorageKey(ports, 'approvals'),
  ended: createEndedList(ports.secrets),
});

/** The item's name in the keychain: never changed, or what it says is forgotten. */
const NAME = 'endedapprovals';

const createEndedList = (secrets: Pick<SecretStore, 'readText' | 'writeText'>): KeptList => {
  let last: string | undefined;
  const write = async (text: string): Promise<void> => {
    last = text;
    await secrets.writeText(NAME, text);
  };
  return {
    async read() {
      try {
        last = await secrets.readText(NAME);
        return last;
      } catch (thrown) {
        if (isValetKeyError(thrown, 'VK_RECORD_UNREADABLE')) return '';
        throw thrown;
      }
    },
    write,
    async keepAgain() {
      // Where this fails, an older list of approvals would not be recognised; nothing else is lost.
      if (last !== undefined) await write(last).catch(() => undefined);
    },
  };
};
