import type { Random } from '../port/system.ts';
import { Secret } from '../secret/secret.ts';
import type { SecretStore } from './secret-store.ts';

/** A key that seals what is on disk: 32 random bytes, base64url. */
export interface StorageKey {
  /** Made at its first use, kept with the other secrets. Fails with the keychain's codes. */
  readonly read: () => Promise<Secret<'storage-key'>>;
  /** Writes the key that is in memory, if one is, into a keychain that has lost it. */
  readonly keepAgain: () => Promise<void>;
  /** Out of memory; the next use reads it from the keychain again. */
  readonly forget: () => void;
}

/** The keys' names in the keychain: never changed, or what they have sealed cannot be opened. */
const NAMES = { journal: 'walkey', approvals: 'approvalkey' } as const;

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
  const name = NAMES[what];
  const readOrMake = async (): Promise<Secret<'storage-key'>> => {
    const kept = await secrets.readSecret('storage-key', name);
    if (kept !== undefined) return kept;
    const made = Secret.of('storage-key', random.base64url(32));
    await secrets.writeSecret(name, made);
    return made;
  };
  let key: Promise<Secret<'storage-key'>> | undefined;
  return {
    read() {
      key ??= readOrMake().catch((cause: unknown) => {
        key = undefined;
        throw cause;
      });
      return key;
    },
    async keepAgain() {
      const held = await key?.catch(() => undefined);
      // Where this fails, what is sealed now cannot be opened after a restart; nothing else is lost.
      if (held !== undefined) await secrets.writeSecret(name, held).catch(() => undefined);
    },
    forget() {
      key = undefined;
    },
  };
};
