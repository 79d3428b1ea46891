import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { createHash } from 'node:crypto';

/** The server's signing keys; the newest signs. */
export interface ServerKeys {
  /** The JWK set document. */
  jwks(): { readonly keys: readonly JWK[] };
  sign(claims: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
  /** A new key replaces the old one, which leaves the set. @see OIDC Core §10.1.1 */
  rotate(): Promise<void>;
}

/** ES256 keys: quick to make, and what modern servers use. */
export const serverKeys = async (): Promise<ServerKeys> => {
  let serial = 0;
  const make = async (): Promise<{ kid: string; key: CryptoKey; jwk: JWK }> => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    const kid = `key-${(serial += 1)}`;
    return {
      kid,
      key: pair.privateKey,
      jwk: { ...(await exportJWK(pair.publicKey)), kid, use: 'sig', alg: 'ES256' },
    };
  };
  let current = await make();
  return {
    jwks: () => ({ keys: [current.jwk] }),
    sign: (claims, header = {}) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256', kid: current.kid, ...header })
        .sign(current.key),
    async rotate() {
      current = await make();
    },
  };
};

/** Left half of SHA-256, as `at_hash` wants it for ES256. @see OIDC Core §3.1.3.6 */
export const leftHalfHash = (token: string): string =>
  createHash('sha256').update(token, 'ascii').digest().subarray(0, 16).toString('base64url');
