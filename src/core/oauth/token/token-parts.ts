import type { TokenDescription } from './claims.ts';

/** One of the pieces between the dots. `text` is absent where it is not to be shown. */
export interface TokenPart {
  readonly name: 'header' | 'payload' | 'signature' | 'encrypted-key' | 'iv' | 'ciphertext' | 'tag';
  readonly text?: string;
  /** In characters, also of what is cut or not shown. */
  readonly length: number;
}

const JWS = ['header', 'payload', 'signature'] as const;
const JWE = ['header', 'encrypted-key', 'iv', 'ciphertext', 'tag'] as const;
const LONGEST = 20_000;

/**
 * A JWT as it stands, cut at its dots. `isSecret`: it is one that works, so what makes it work is
 * left out; what remains says no more than its claims. None for opaque tokens.
 * @see RFC 7515 §3.1, RFC 7516 §3.1
 */
export const partsOfToken = (
  token: string,
  format: TokenDescription['format'],
  isSecret: boolean,
): readonly TokenPart[] => {
  if (format === 'opaque') return [];
  const names = format === 'jwt' ? JWS : JWE;
  return token.split('.').flatMap((text, place): readonly TokenPart[] => {
    const name = names[place];
    if (name === undefined) return [];
    const { length } = text;
    const isShown = !isSecret || name === 'header' || name === 'payload';
    return [isShown ? { name, text: text.slice(0, LONGEST), length } : { name, length }];
  });
};
