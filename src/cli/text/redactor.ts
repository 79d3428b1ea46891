import type { OutputFilter } from '../platform/platform.ts';

export const REDACTED = '[token]';

/** Base64 of a text that stands at any place of a longer one: the characters that do not depend on its neighbours. */
const insideBase64 = (text: string): readonly string[] =>
  [0, 1, 2].map((offset) => {
    const encoded = btoa(`${'.'.repeat(offset)}${text}`).replace(/=+$/, '');
    const first = Math.ceil((offset * 8) / 6);
    const whole = Math.floor(((offset + text.length) * 8) / 6);
    return encoded.slice(first, whole);
  });

/** Shorter than this a secret would be found in ordinary words. */
const SHORTEST = 8;

/** Every byte as two digits. */
const hexadecimal = (text: string): string =>
  Array.from(text, (character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('');

/** How a token may be written: as it is, in JSON, in a URL, in Base64 also within Basic credentials (RFC 7617), in hexadecimal. */
const spellings = (token: string): readonly string[] => {
  const inUrl = encodeURIComponent(token);
  const base64 = insideBase64(token);
  const hex = hexadecimal(token);
  const all = [
    token,
    JSON.stringify(token).slice(1, -1),
    token.replaceAll('/', '\\/'),
    inUrl,
    inUrl.replaceAll(/%../g, (escape) => escape.toLowerCase()),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    hex,
    hex.toUpperCase(),
  ];
  return [...new Set(all)].filter((text) => text.length >= SHORTEST);
};

/** The length of the longest end of `text` that is the beginning of a secret. */
const openEnd = (text: string, secret: string): number => {
  const longest = Math.min(secret.length - 1, text.length);
  for (let length = longest; length > 0; length -= 1) {
    if (secret.startsWith(text.slice(-length))) return length;
  }
  return 0;
};

export interface Redactor {
  /** From now on this token is taken out, too. */
  add(token: string): void;
  /** A filter for one stream; bytes are characters U+0000 to U+00FF. */
  filter(): OutputFilter;
}

/**
 * Takes tokens out of a program's output, also where one is cut in two by how it was written. What may be
 * the beginning of a token is held back until it is clear.
 */
export const createRedactor = (): Redactor => {
  let secrets: readonly string[] = [];
  const clean = (text: string): string =>
    secrets.reduce((left, secret) => left.replaceAll(secret, REDACTED), text);

  return {
    add: (token) => {
      const all = new Set([...secrets, ...spellings(token)]);
      // The longest first: one may be part of another.
      secrets = [...all].sort((a, b) => b.length - a.length);
    },
    filter: () => {
      let held = '';
      return {
        push: (bytes) => {
          const text = clean(held + bytes);
          const open = Math.max(0, ...secrets.map((secret) => openEnd(text, secret)));
          held = text.slice(text.length - open);
          return text.slice(0, text.length - open);
        },
        end: () => {
          const rest = clean(held);
          held = '';
          return rest;
        },
      };
    },
  };
};
