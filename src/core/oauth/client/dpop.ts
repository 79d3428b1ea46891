import { base64url, calculateJwkThumbprint, exportJWK, importJWK, SignJWT, type JWK } from 'jose';
import {
  clockSkew,
  DPoP,
  generateKeyPair,
  type CryptoKeyPair,
  type DPoPHandle,
} from 'oauth4webapi';
import type { EpochMs } from '../../../vocabulary/instant.ts';
import { BACKDATING } from '../token/backdating.ts';
import { ValetKeyError } from '../../fault/valet-key-error.ts';
import { Secret } from '../../secret/secret.ts';
import { parseJsonStrictly } from '../token/json-scan.ts';
import { isJsonObject } from '../exchange/read-body.ts';

/** The key that tokens are bound to. Every server with DPoP takes its algorithm, ES256. */
export type DpopKey = CryptoKeyPair;

const ALGORITHM = 'ES256';

/** Makes a new key. It can be exported, because it must outlive the program. @see RFC 9449 §4.1 */
export const generateDpopKey = (): Promise<DpopKey> =>
  generateKeyPair(ALGORITHM, { extractable: true });

/** The key as text for the keychain: a private JWK. @see RFC 7518 §6.2.2 */
export const exportDpopKey = async ({ privateKey }: DpopKey): Promise<Secret<'private-key'>> =>
  Secret.of('private-key', JSON.stringify(await exportJWK(privateKey)));

/**
 * The key that {@link exportDpopKey} gave the text of. Fails with VK_RECORD_UNREADABLE where it is
 * not one; nothing of it is in the error.
 * @see RFC 7518 §6.2.2
 */
export const importDpopKey = async (secret: Secret<'private-key'>): Promise<DpopKey> => {
  const jwk = readKey(secret.expose());
  const { kty, crv, x, y } = jwk;
  try {
    return {
      privateKey: await importKey(jwk, 'private'),
      publicKey: await importKey({ kty, crv, x, y } as JWK, 'public'),
    };
  } catch {
    throw unreadable();
  }
};

/** What an exchange proves possession with; remembers the server's nonces. @see RFC 9449 §8 */
export const dpopHandle = (key: DpopKey): DPoPHandle => DPoP({ [clockSkew]: -BACKDATING }, key);

/** The `jkt` that tokens bound to this key carry. @see RFC 9449 §6.1, RFC 7638 */
export const dpopThumbprint = async ({ publicKey }: DpopKey): Promise<string> =>
  calculateJwkThumbprint(await exportJWK(publicKey));

/** One request to a protected resource, for which possession is to be proven. */
export interface ProvenRequest {
  readonly method: string;
  readonly url: string;
  readonly accessToken: Secret<'access-token'>;
  /** 96 random bits or more: a server refuses a proof it has seen. */
  readonly id: string;
  readonly now: EpochMs;
  /** What the resource server asked for in its last `DPoP-Nonce`. */
  readonly nonce?: string;
}

/**
 * The value of the `DPoP` header field for one request with a bound access token: good for this
 * method, this URL, this token, once.
 * @see RFC 9449 §4.2, §7.1
 */
export const dpopProof = async (
  { privateKey, publicKey }: DpopKey,
  { method, url, accessToken, id, now, nonce }: ProvenRequest,
): Promise<string> =>
  new SignJWT({
    jti: id,
    htm: method,
    htu: withoutQuery(url),
    iat: Math.floor(now / 1000) - BACKDATING,
    ath: await tokenHash(accessToken),
    ...(nonce === undefined ? {} : { nonce }),
  })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: ALGORITHM, jwk: await exportJWK(publicKey) })
    .sign(privateKey);

const withoutQuery = (text: string): string => {
  const url = new URL(text);
  return `${url.origin}${url.pathname}`;
};

const tokenHash = async (token: Secret<'access-token'>): Promise<string> => {
  const text = new TextEncoder().encode(token.expose());
  return base64url.encode(new Uint8Array(await crypto.subtle.digest('SHA-256', text)));
};

const readKey = (text: string): JWK => {
  const value = parseJsonStrictly(text, { code: 'VK_RECORD_UNREADABLE' });
  if (isJsonObject(value) && value['kty'] === 'EC' && value['crv'] === 'P-256') return value;
  throw unreadable();
};

const importKey = async (jwk: JWK, type: 'private' | 'public'): Promise<DpopKey['privateKey']> => {
  const key = await importJWK(jwk, ALGORITHM, { extractable: true });
  if (key instanceof Uint8Array || key.type !== type) throw unreadable();
  return key;
};

const unreadable = (): ValetKeyError =>
  new ValetKeyError('VK_RECORD_UNREADABLE', { fields: { what: 'DPoP key' } });
