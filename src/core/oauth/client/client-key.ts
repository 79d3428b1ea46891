import { exportJWK, importJWK, importPKCS8, type JWK } from 'jose';
import type { PrivateKey } from 'oauth4webapi';
import type { Secret } from '../../secret/secret.ts';
import { notAKey, readPastedKey, type PastedKey } from './pasted-key.ts';

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
 * The key a client signs its assertions with, from whatever {@link readPastedKey} takes. Fails with
 * VK_CLIENT_KEY_UNREADABLE or VK_INVALID_INPUT; nothing of the text is in the error.
 * @see RFC 7523 §2.2, RFC 7517 §4
 */
export const importClientKey = async (secret: Secret<'private-key'>): Promise<PrivateKey> => {
  const pasted = readPastedKey(secret.expose());
  if (pasted.kind === 'jwk') return fromJwk(pasted.jwk);
  const { key } = await fromPem(pasted.pem);
  return pasted.kid === undefined ? { key } : { key, kid: pasted.kid };
};

const fromJwk = async (jwk: JWK): Promise<PrivateKey> => {
  try {
    const alg = jwk.alg ?? USUAL_ALGORITHM[jwk.crv ?? jwk.kty ?? ''];
    const key = alg === undefined ? undefined : await importJWK(jwk, alg);
    if (key === undefined || key instanceof Uint8Array || key.type !== 'private') throw notAKey();
    return jwk.kid === undefined ? { key } : { key, kid: jwk.kid };
  } catch {
    throw notAKey();
  }
};

const fromPem = async (pem: string, options: { readonly extractable?: boolean } = {}) => {
  for (const alg of PEM_ALGORITHMS) {
    const key = await importPKCS8(pem, alg, options).catch(() => undefined);
    if (key !== undefined) return { key, alg };
  }
  throw notAKey();
};

/**
 * The public half of that key, for the server that is to know the client by it. Fails like
 * {@link importClientKey}.
 * @see RFC 7591 §2 `jwks`
 */
export const publicClientKey = async (secret: Secret<'private-key'>): Promise<JWK> => {
  const pasted = readPastedKey(secret.expose());
  const jwk = pasted.kind === 'jwk' ? await checked(pasted.jwk) : await jwkOfPem(pasted);
  const members = Object.entries(jwk).filter(([name]) => PUBLIC_MEMBERS.has(name));
  return { ...Object.fromEntries(members), use: 'sig' };
};

const checked = async (jwk: JWK): Promise<JWK> => {
  await fromJwk(jwk);
  return jwk;
};

const jwkOfPem = async ({ pem, kid }: Extract<PastedKey, { kind: 'pkcs8' }>): Promise<JWK> => {
  const { key, alg } = await fromPem(pem, { extractable: true });
  return { ...(await exportJWK(key)), alg, ...(kid === undefined ? {} : { kid }) };
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
