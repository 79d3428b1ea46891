import { base64url } from 'jose';
import type { Secret } from './secret.ts';

/** Message authentication codes with one key of this machine: HMAC-SHA-256. @see RFC 2104 */
export interface Mac {
  /** Base64url. Fails as the key's reading. */
  of(text: string): Promise<string>;
  /** False for whatever is no code of the text, in constant time. Fails as the key's reading. */
  verify(text: string, code: string): Promise<boolean>;
}

const ALGORITHM = { name: 'HMAC', hash: 'SHA-256' };

/** The key is read at each use. */
export const createMac = (readKey: () => Promise<Secret<'storage-key'>>): Mac => {
  const imported = async () => {
    const bytes = Uint8Array.from(base64url.decode((await readKey()).expose()));
    return crypto.subtle.importKey('raw', bytes, ALGORITHM, false, ['sign', 'verify']);
  };
  const bytesOf = (text: string) => Uint8Array.from(new TextEncoder().encode(text));
  return {
    async of(text) {
      const code = await crypto.subtle.sign('HMAC', await imported(), bytesOf(text));
      return base64url.encode(new Uint8Array(code));
    },
    async verify(text, code) {
      const bytes = decoded(code);
      if (bytes === undefined) return false;
      return crypto.subtle.verify('HMAC', await imported(), bytes, bytesOf(text));
    },
  };
};

const decoded = (text: string): Uint8Array<ArrayBuffer> | undefined => {
  try {
    return Uint8Array.from(base64url.decode(text));
  } catch {
    return undefined;
  }
};
