import type { Random } from '../../port/system.ts';
import type { SecretStore } from '../../connection/secret-store.ts';
import { Secret } from '../../secret/secret.ts';

/** The key that seals refresh tokens in the journal. */
export interface JournalKey {
  /** Made at its first use, kept with the other secrets. Fails with the keychain's codes. */
  readonly read: () => Promise<Secret<'storage-key'>>;
  /** Writes the key that is in memory, if one is, into a keychain that has lost it. */
  readonly keepAgain: () => Promise<void>;
  /** Out of memory; the next use reads it from the keychain again. */
  readonly forget: () => void;
}

const NAME = 'walkey';

/** Creates the key's holder; reads nothing yet. */
export const createJournalKey = ({
  secrets,
  random,
}: {
  readonly secrets: Pick<SecretStore, 'readSecret' | 'writeSecret'>;
  readonly random: Random;
}): JournalKey => {
  const readOrMake = async (): Promise<Secret<'storage-key'>> => {
    const kept = await secrets.readSecret('storage-key', NAME);
    if (kept !== undefined) return kept;
    const made = Secret.of('storage-key', random.base64url(32));
    await secrets.writeSecret(NAME, made);
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
      // Where this fails, what is sealed now cannot be opened after a crash; nothing else is lost.
      if (held !== undefined) await secrets.writeSecret(NAME, held).catch(() => undefined);
    },
    forget() {
      key = undefined;
    },
  };
};
