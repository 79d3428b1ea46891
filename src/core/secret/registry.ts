/**
 * The live secrets of this process, held weakly: what the log must never print.
 *
 * Redaction by shape misses an opaque token that looks like any other word; redaction by value does
 * not. Entries vanish with their secrets.
 */
const live = new Set<WeakRef<object>>();
const readers = new WeakMap<object, () => string>();
const gone = new FinalizationRegistry<WeakRef<object>>((ref) => live.delete(ref));

/** Too short to be a secret, and certain to occur in innocent text. */
const SHORTEST = 8;

/** Remembers `secret` until it is garbage; `read` gives its text. Called by `Secret` alone. */
export const registerSecret = <T extends object>(secret: T, read: (secret: T) => string): void => {
  const ref = new WeakRef<object>(secret);
  const weak = ref as WeakRef<T>;
  live.add(ref);
  readers.set(secret, () => {
    const held = weak.deref();
    return held === undefined ? '' : read(held);
  });
  gone.register(secret, ref);
};

/** The text with every live secret's value replaced. */
export const redactLiveSecrets = (text: string): string => {
  let clean = text;
  for (const ref of live) {
    const secret = ref.deref();
    if (secret === undefined) continue;
    const value = readers.get(secret)?.() ?? '';
    if (value.length >= SHORTEST && clean.includes(value))
      clean = clean.replaceAll(value, '[secret]');
  }
  return clean;
};
