import { exportJWK, importJWK, importPKCS8, type JWK } from 'jose';
import type { PrivateKey } from 'oauth4webapi';
import { ValetKeyError } from '../../fault/valet-key-error.ts';
import type { Secret } from '../../secret/secret.ts';

/** Signature algorithms a PKCS #8 key is tried for: the text does not say which it is for. */
const PEM_ALGORITHMS = ['RS256', 'ES256', 'EdDSA', 'ES384', 'ES512'] as const;

/** Algorithms by key type, where a JWK does not name its own. @see RFC 7518 §3.1 */
const USUAL_ALGORITHM: Readonly<Record<string, string>> = {
  RSA: 'RS256',
  'P-256': 'ES256',
  'P-384': 'ES384',
  'P-521': 'ES512',
  Ed25519: 'EdDSA',
};

/**
 * The key a client signs its assertions with, from a private JWK or a PKCS #8 PEM. Fails with
 * VK_INVALID_INPUT; nothing of the text is in the error.
 * @see RFC 7523 §2.2, RFC 7517 §4
 */
export const importClientKey = async (secret: Secret<'private-key'>): Promise<PrivateKey> => {
  const text = secret.expose().trim();
  return text.startsWith('{') ? fromJwk(text) : fromPem(text);
};

const fromJwk = async (text: string): Promise<PrivateKey> => {
  try {
    const jwk = JSON.parse(text) as JWK;
    const alg = jwk.alg ?? USUAL_ALGORITHM[jwk.crv ?? jwk.kty ?? ''];
    const key = alg === undefined ? undefined : await importJWK(jwk, alg);
    if (key === undefined || key instanceof Uint8Array || key.type !== 'private') throw refused();
    return jwk.kid === undefined ? { key } : { key, kid: jwk.kid };
  } catch {
    throw refused();
  }
};

const fromPem = async (text: string): Promise<PrivateKey> => {
  for (const alg of PEM_ALGORITHMS) {
    const key = await importPKCS8(text, alg).catch(() => undefined);
    if (key !== undefined) return { key };
  }
  throw refused();
};

/**
 * The public half of that key, for the server that is to know the client by it. Fails with
 * VK_INVALID_INPUT where the text is no private key.
 * @see RFC 7591 §2 `jwks`
 */
export const publicClientKey = async (secret: Secret<'private-key'>): Promise<JWK> => {
  await importClientKey(secret);
  const text = secret.expose().trim();
  const jwk = text.startsWith('{') ? (JSON.parse(text) as JWK) : await jwkOfPem(text);
  const members = Object.entries(jwk).filter(([name]) => PUBLIC_MEMBERS.has(name));
  return { ...Object.fromEntries(members), use: 'sig' };
};

/** Those of a key that say nothing of its private part. @see RFC 7518 §6 */
const PUBLIC_MEMBERS: ReadonlySet<string> = new Set([
  'kty',
  'crv',
  'x',
  'y',
  'n',
  'e',
  'kid',
  'alg',
]);

const jwkOfPem = async (text: string): Promise<JWK> => {
  for (const alg of PEM_ALGORITHMS) {
    const key = await importPKCS8(text, alg, { extractable: true }).catch(() => undefined);
    if (key !== undefined) return { ...(await exportJWK(key)), alg };
  }
  throw refused();
};

const refused = (): ValetKeyError =>
  new ValetKeyError('VK_INVALID_INPUT', { fields: { why: 'not a private key', sent: false } });
