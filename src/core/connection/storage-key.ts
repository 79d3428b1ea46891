import { isValetKeyError } from '../fault/valet-key-error.ts';
import type { Random } from '../port/system.ts';
import { Secret } from '../secret/secret.ts';
import { isLostText, type SecretStore } from './secret-store.ts';

/** A key that seals what is on disk: 32 random bytes, base64url. */
export interface StorageKey {
  /** Made at its first use, kept with the other secrets. Fails with the keychain's codes. */
  readonly read: () => Promise<Secret<'storage-key'>>;
  /** Writes the key that is in memory, if one is, into a keychain that has lost it. */
  readonly keepAgain: () => Promise<void>;
  /** The same where the keychain's item is gone or empty; anything else there is left alone. Never fails. */
  readonly restore: () => Promise<void>;
  /** Out of memory; the next use reads it from the keychain again. */
  readonly forget: () => void;
}

/**
 * The keys' names in the keychain: never changed, or what they have sealed cannot be opened. The second
 * is used where the item of the first cannot be read: nothing is written over that, it may come back.
 */
const NAMES = {
  journal: ['walkey', 'walkey-2'],
  approvals: ['approvalkey', 'approvalkey-2'],
} as const;

/** Creates the holder of the key that seals `what`; reads nothing yet. */
export const createStorageKey = (
  {
    secrets,
    random,
  }: {
    readonly secrets: Pick<SecretStore, 'readSecret' | 'writeSecret'>;
    readonly random: Random;
  },
  what: keyof typeof NAMES,
): StorageKey => {
  const [first, second] = NAMES[what];
  let name: string = first;
  const readOrMake = async (): Promise<Secret<'storage-key'>> => {
    const kept = await secrets.readSecret('storage-key', name);
    if (kept !== undefined) return kept;
    const made = Secret.of('storage-key', random.base64url(32));
    await secrets.writeSecret(name, made);
    return made;
  };
  const readEither = async (): Promise<Secret<'storage-key'>> => {
    name = first;
    try {
      return await readOrMake();
    } catch (cause) {
      if (!isValetKeyError(cause, 'VK_RECORD_UNREADABLE')) throw cause;
      name = second;
      return readOrMake();
    }
  };
  let key: Promise<Secret<'storage-key'>> | undefined;
  const held = (): Promise<Secret<'storage-key'> | undefined> =>
    Promise.resolve(key).catch(() => undefined);
  return {
    read() {
      key ??= readEither().catch((cause: unknown) => {
        key = undefined;
        throw cause;
      });
      return key;
    },
    async keepAgain() {
      const kept = await held();
      // Where this fails, what is sealed now cannot be opened after a restart; nothing else is lost.
      if (kept !== undefined) await secrets.writeSecret(name, kept).catch(() => undefined);
    },
    async restore() {
      const kept = await held();
      if (kept === undefined) return;
      const there = await secrets
        .readSecret('storage-key', name)
        .catch((thrown: unknown) => (isLostText(thrown) ? undefined : kept));
      if (there === undefined) await secrets.writeSecret(name, kept).catch(() => undefined);
    },
    forget() {
      key = undefined;
    },
  };
};
