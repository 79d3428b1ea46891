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

/** The text with every live secret's value replaced, also where it was escaped for JSON or a URL, or encoded. */
export const redactLiveSecrets = (text: string): string =>
  valuesIn(text).reduce((clean, value) => clean.replaceAll(value, '[secret]'), text);

/**
 * Where `text` may be cut, at most at `longest`: never inside a live secret, half of which would not
 * be known again.
 */
export const wholeSecretsUpTo = (text: string, longest: number): number => {
  if (text.length <= longest) return text.length;
  const values = liveValues();
  let end = longest;
  for (;;) {
    const start = Math.min(...values.map((value) => startOfCut(text, value, end)));
    if (start >= end) return end;
    end = start;
  }
};

/** Where `value` begins that a cut at `end` would go through; `end` where it goes through none. */
const startOfCut = (text: string, value: string, end: number): number => {
  const first = Math.max(0, end - value.length + 1);
  const at = text.slice(first, end + value.length - 1).indexOf(value);
  return at === -1 ? end : first + at;
};

/** The longest first: where one secret is part of another, none of the longer may be left over. */
const valuesIn = (text: string): readonly string[] =>
  liveValues()
    .filter((value) => text.includes(value))
    .sort((one, other) => other.length - one.length);

const liveValues = (): readonly string[] => [...live].flatMap(spellingsOf);

/** Made once for each secret, and gone with it. */
const known = new WeakMap<object, readonly string[]>();

const spellingsOf = (ref: WeakRef<object>): readonly string[] => {
  const secret = ref.deref();
  if (secret === undefined) return [];
  const held = known.get(secret);
  if (held !== undefined) return held;
  const made = spellings(readers.get(secret)?.() ?? '');
  known.set(secret, made);
  return made;
};

/** Looks the same in JSON and in a URL. */
const PLAIN = /^[\w.*-]*$/;

const spellings = (value: string): readonly string[] => {
  if (value.length < SHORTEST) return [];
  const escaped = PLAIN.test(value) ? [] : [inJson(value), inForm(value)];
  return [value, ...escaped, ...encodings(value)];
};

/** Longer than any token in use; what is larger is known by itself alone. */
const LONGEST_ENCODED = 32 * 1024;

const inJson = (value: string): string => JSON.stringify(value).slice(1, -1);
const inForm = (value: string): string => new URLSearchParams({ value }).toString().slice(6);

/** How a server or a proxy may repeat it: every byte escaped, hexadecimal, or base64 inside of something longer. */
const encodings = (value: string): readonly string[] => {
  if (value.length > LONGEST_ENCODED) return [];
  const bytes = [...new TextEncoder().encode(value)];
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
  const lower = [hex.join(''), hex.map((pair) => `%${pair}`).join('')];
  const base64 = [0, 1, 2].map((offset) => base64Inside(bytes, offset));
  return [
    ...lower,
    ...lower.map((text) => text.toUpperCase()),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
};

/** The characters that the bytes alone decide, where they begin `offset` bytes into a group of three. */
const base64Inside = (bytes: readonly number[], offset: number): string => {
  const padded = [...Array.from({ length: offset }, () => 0), ...bytes];
  const text = btoa(padded.map((byte) => String.fromCharCode(byte)).join(''));
  return text.slice(Math.ceil((offset * 8) / 6), Math.floor((padded.length * 8) / 6));
};
