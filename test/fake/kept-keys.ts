import { rememberKeys, type SeenKeys } from '../../src/core/model/seen-keys.ts';
import type { KeptKeys } from '../../src/core/port/stores.ts';
import type { EpochMs } from '../../src/vocabulary/instant.ts';

/** Kept keys in memory; the rules of keeping are the real ones. */
export const fakeKeptKeys = (now: () => EpochMs): KeptKeys => {
  let seen: SeenKeys = new Map();
  return {
    seen: (source) => seen.get(source) ?? [],
    note(source, keys) {
      seen = rememberKeys(seen, source, keys, now());
      return Promise.resolve();
    },
  };
};
