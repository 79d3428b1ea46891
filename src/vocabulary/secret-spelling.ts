/** Longer than any token in use; what is larger is known by itself alone. In UTF-16 code units. */
const LONGEST_ENCODED = 32 * 1024;

type Spelling = (value: string) => string;

/** Looks the same in JSON and in a URL. */
const PLAIN = /^[\w.*-]*$/;

const utf8 = (value: string): Uint8Array => new TextEncoder().encode(value);

const hex = (value: string): string =>
  Array.from(utf8(value), (byte) => byte.toString(16).padStart(2, '0')).join('');

const percent = (value: string): string => hex(value).replace(/../g, '%$&');

/** The characters that the bytes alone decide, where they begin `offset` bytes into a group of three. */
const base64Inside =
  (offset: number): Spelling =>
  (value) => {
    const bytes = utf8(value);
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

const lowerCaseEscapes =
  (spelling: Spelling): Spelling =>
  (value) =>
    spelling(value).replaceAll(/%../g, (escape) => escape.toLowerCase());

const inJson: Spelling = (value) => JSON.stringify(value).slice(1, -1);
const inForm: Spelling = (value) =>
  new URLSearchParams({ value }).toString().slice('value='.length);

const ESCAPED: readonly Spelling[] = [
  inJson,
  (value) => inJson(value).replaceAll('/', String.raw`\/`),
  ...[inForm, encodeURIComponent].flatMap((spelling) => [spelling, lowerCaseEscapes(spelling)]),
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

/**
 * A secret in all the ways in which it may stand in a text: as it is, in JSON, in a URL or a form, in hexadecimal, and
 * in Base64 also within Basic credentials (RFC 7617). Each once, the longest first.
 */
export const spellingsOfSecret = (secret: string): readonly string[] => {
  const spellings = [
    (plain: string) => plain,
    ...(PLAIN.test(secret) ? [] : ESCAPED),
    ...(secret.length > LONGEST_ENCODED ? [] : ENCODED),
  ];
  return [...new Set(spellings.map((spell) => spell(secret)))].sort(
    (one, other) => other.length - one.length,
  );
};
