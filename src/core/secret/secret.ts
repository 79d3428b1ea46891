import { registerSecret } from './registry.ts';

/** What a secret is; two kinds never mix, so an access token cannot be stored as a refresh token. */
export type SecretKind =
  | 'access-token'
  | 'refresh-token'
  | 'id-token'
  | 'authorization-code'
  | 'code-verifier'
  | 'client-secret'
  | 'device-code'
  | 'private-key'
  | 'passphrase'
  | 'password'
  | 'assertion'
  | 'registration-token'
  | 'proxy-password'
  | 'storage-key';

/**
 * A value that prints, serialises and clones as nothing.
 *
 * Template strings, JSON, Node's inspect and error causes show `[secret]`; `structuredClone` gives
 * `{}`, so it cannot cross IPC by accident. The text comes out through `expose()` alone, which lint
 * allows only where bytes leave for a wire, a keychain or the clipboard.
 */
export class Secret<Kind extends SecretKind> {
  readonly #value: string;
  /** Never set: makes `Secret<'access-token'>` and `Secret<'refresh-token'>` different types. */
  declare readonly kind: Kind;

  private constructor(value: string) {
    this.#value = value;
  }

  /** Wraps `value`, and registers it with the log's redaction. */
  static of<Kind extends SecretKind>(_kind: Kind, value: string): Secret<Kind> {
    const secret = new Secret<Kind>(value);
    registerSecret(secret, (held) => held.#value);
    return secret;
  }

  /** The text itself. Each call is an event worth a reviewer's look. */
  expose(): string {
    return this.#value;
  }

  /** Whether both hold the same text. */
  equals(other: Secret<Kind>): boolean {
    return this.#value === other.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [Symbol.toPrimitive](): string {
    return '[secret]';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]';
  }
}

/**
 * The first 12 hexadecimal digits of the SHA-256 of a token: enough to tell tokens apart in the
 * ledger, useless for anything else.
 */
export const tokenHash = async (token: Secret<'access-token'>): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token.expose()));
  return [...new Uint8Array(digest).subarray(0, 6)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
};

/**
 * Lets go of the text that a regular expression matched last: the engine keeps it for `RegExp.$_` until
 * another one matches, and it may have been a token.
 */
export const forgetLastMatch = (): void => void /^/.test('');
