/** A map that keeps so many entries and no more. */
export interface BoundedMap<Key, Value> {
  readonly size: number;
  get(key: Key): Value | undefined;
  /** Adds an entry, or replaces it where it stands. Gives the oldest entry, where that had to go for it. */
  set(key: Key, value: Value): readonly [Key, Value] | undefined;
  delete(key: Key): void;
  clear(): void;
  /** Oldest first. */
  values(): readonly Value[];
}

/** Creates an empty one; beyond `most` entries the oldest is given up for each new one. */
export const createBoundedMap = <Key, Value>(most: number): BoundedMap<Key, Value> => {
  const entries = new Map<Key, Value>();
  return {
    get size() {
      return entries.size;
    },
    get: (key) => entries.get(key),
    set(key, value) {
      entries.set(key, value);
      const [oldest] = entries;
      if (entries.size <= most || oldest === undefined) return undefined;
      entries.delete(oldest[0]);
      return oldest;
    },
    delete: (key) => void entries.delete(key),
    clear: () => entries.clear(),
    values: () => [...entries.values()],
  };
};
