import { createBoundedMap } from '../async/bounded-map.ts';
import type { Digest } from '../port/system.ts';

declare const brand: unique symbol;

/** The hash of a `state`. @see RFC 6749 §10.12 */
export type StateHash = string & { readonly [brand]: 'state-hash' };

/** What waits for authorization responses, by the hash of the `state` that each will carry. */
export type StateTable<Value> = ReturnType<typeof createStateTable<Value>>;

/**
 * A table by `state` that never holds one in clear: memory and its dumps hold nothing that could be
 * put into a forged response. Bounded: beyond `most` entries the oldest is given up.
 * @see RFC 6749 §10.12
 */
export const createStateTable = <Value>(digest: Digest, most: number) => {
  const values = createBoundedMap<StateHash, Value>(most);
  return {
    hash: (state: string): StateHash => digest(state) as StateHash,
    get: (hash: StateHash): Value | undefined => values.get(hash),
    /** Adds an entry, or replaces it. Gives the entry that had to go for it. */
    set(
      hash: StateHash,
      value: Value,
    ): { readonly hash: StateHash; readonly value: Value } | undefined {
      const oldest = values.set(hash, value);
      return oldest === undefined ? undefined : { hash: oldest[0], value: oldest[1] };
    },
    /** Removes an entry and gives it. */
    take(hash: StateHash): Value | undefined {
      const value = values.get(hash);
      values.delete(hash);
      return value;
    },
  };
};
