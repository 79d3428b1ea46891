/** Longer than any token in use; what is larger is known by itself alone. In UTF-16 code units. */
const LONGEST_ENCODED = 32 * 1024;

type Spelling = (value: string) => string;

/** Looks the same in JSON and in a URL. */
const PLAIN = /^[\w.*-]*$/;

const bytesOf = (value: string): Uint8Array => new TextEncoder().encode(value);

const hex = (value: string): string =>
  Array.from(bytesOf(value), (byte) => byte.toString(16).padStart(2, '0')).join('');

const percent = (value: string): string => hex(value).replace(/../g, '%$&');

/** The characters that the bytes alone decide, where they begin `offset` bytes into a group of three. */
const base64Inside =
  (offset: number): Spelling =>
  (value) => {
    const bytes = bytesOf(value);
    const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    const text = btoa('\0'.repeat(offset) + binary);
    return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((bytes.length + offset) * 8) / 6));
  };

const base64 = [0, 1, 2].map(base64Inside);
const inUrlAlphabet =
  (spelling: Spelling): Spelling =>
  (value) =>
    spelling(value).replaceAll('+', '-').replaceAll('/', '_');
const upperCase =
  (spelling: Spelling): Spelling =>
  (value) =>
    spelling(value).toUpperCase();

const ESCAPED: readonly Spelling[] = [
  (value) => JSON.stringify(value).slice(1, -1),
  (value) => new URLSearchParams({ value }).toString().slice('value='.length),
];

/** How a server or a proxy may repeat it: every byte escaped, hexadecimal, or base64 inside of something longer. */
const ENCODED: readonly Spelling[] = [
  hex,
  percent,
  upperCase(hex),
  upperCase(percent),
  ...base64,
  ...base64.map(inUrlAlphabet),
];

/** A value in all the ways in which it may stand in a text, the longest first. */
export const spellingsOf = (value: string): readonly string[] =>
  [
    (plain: string) => plain,
    ...(PLAIN.test(value) ? [] : ESCAPED),
    ...(value.length > LONGEST_ENCODED ? [] : ENCODED),
  ]
    .map((spell) => spell(value))
    .sort((one, other) => other.length - one.length);
