import { spellingsOfSecret } from '../../vocabulary/secret-spelling.ts';
import type { OutputFilter } from '../platform/platform.ts';

export const REDACTED = '[token]';

/** Shorter than this a secret would be found in ordinary words. */
const SHORTEST = 8;

const spellings = (token: string): readonly string[] =>
  spellingsOfSecret(token).filter((text) => text.length >= SHORTEST);

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
