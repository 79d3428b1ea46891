import type { CanaryHash } from '../../src/main/adapter/keychain/keychain-canary.ts';

/** What a test sees of the metadata: the hash in force, and those before it. */
export interface HeldHash {
  value: string | undefined;
  former?: string[];
}

/** The canary's hash in memory. */
export const fakeCanaryHash = (held: HeldHash): CanaryHash => ({
  read: () => held.value,
  wasOurs: (hash) => held.former?.includes(hash) === true,
  async write(next) {
    if (held.value !== undefined) held.former = [...(held.former ?? []), held.value];
    held.value = next;
  },
});
