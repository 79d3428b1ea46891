import { base64url, calculateJwkThumbprint, exportJWK, importJWK, SignJWT, type JWK } from 'jose';
import {
  clockSkew,
  DPoP,
  generateKeyPair,
  modifyAssertion,
  type CryptoKeyPair,
  type DPoPHandle,
} from 'oauth4webapi';
import type { EpochMs, Seconds } from '../../../vocabulary/instant.ts';
import { BACKDATING } from '../exchange/exchange.ts';
import { ValetKeyError } from '../../fault/valet-key-error.ts';
import { Secret } from '../../secret/secret.ts';
import { parseJsonStrictly, isJsonObject } from '../exchange/json.ts';
import { parseChallenges, type Challenge } from '../challenge.ts';
import { isJsonType, mediaType, readText } from '../exchange/read-body.ts';
import { errorMembers } from '../exchange/error-response.ts';
import { foreignText } from '../../fault/foreign-text.ts';
import {
  endpointRefusal,
  LOOPBACK_HOSTS,
  parseEndpoint,
  type HostPolicy,
} from '../../model/issuer.ts';

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

/**
 * What an exchange proves possession with; remembers the server's nonces. Proofs are dated by the
 * server's clock, where `serverAhead` knows how far it is ahead of ours. @see RFC 9449 §8, §11.1
 */
export const dpopHandle = (
  key: DpopKey,
  serverAhead: () => Seconds | undefined = () => undefined,
): DPoPHandle =>
  DPoP({ [clockSkew]: -BACKDATING }, key, {
    [modifyAssertion]: (_header, proof) => {
      proof['iat'] = Number(proof['iat']) + (serverAhead() ?? 0);
    },
  });

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

/** Whether a response asks for a nonce, and the same response with its body unread. */
export interface NonceSearch {
  readonly nonceWanted: boolean;
  readonly again: Response;
}

/**
 * Looks whether a response is `use_dpop_nonce` and supplies the nonce, either in the body, as token
 * endpoints say it, or in the challenge, as protected resources do. The library has kept the nonce.
 * @see RFC 9449 §8, §9
 */
export const lookForNonceError = async (
  response: Response,
  signal?: AbortSignal,
): Promise<NonceSearch> => {
  const { status, statusText, headers } = response;
  const possible = (status === 400 || status === 401) && headers.has('dpop-nonce');
  if (!possible) return { nonceWanted: false, again: response };
  const challenge = headers.get('www-authenticate') ?? '';
  const text = await readText(response, { signal });
  return {
    nonceWanted: parseChallenges(challenge).some(wantsNonce) || asksForNonce(response, text),
    again: new Response(text, { status, statusText, headers }),
  };
};

const wantsNonce = ({ scheme, parameters }: Challenge): boolean =>
  scheme === 'dpop' && parameters.get('error') === 'use_dpop_nonce';

const asksForNonce = (response: Response, text: string): boolean => {
  if (!isJsonType(mediaType(response))) return false;
  try {
    const value = parseJsonStrictly(text);
    return isJsonObject(value) && errorMembers(value).error === 'use_dpop_nonce';
  } catch {
    return false;
  }
};

/**
 * The address of a request that possession is to be proven for: https, or http to this machine where
 * `policy` says so. A protected resource may be on a private network: it is not asked by us. Fails
 * with VK_INVALID_INPUT (field `url`), whose `why` names the rule.
 * @see RFC 9449 §4.2, RFC 6750 §5.3
 */
export const proofTarget = (text: string, policy: Pick<HostPolicy, 'allowLoopback'>): string => {
  const url = parseEndpoint(text);
  const why = typeof url === 'string' ? url : refusal(url, policy);
  if (typeof url !== 'string' && why === undefined) return url.href;
  throw new ValetKeyError('VK_INVALID_INPUT', {
    fields: { field: 'url', why: why ?? '', url: foreignText(text) },
  });
};

const refusal = (
  url: URL,
  { allowLoopback }: Pick<HostPolicy, 'allowLoopback'>,
): string | undefined =>
  url.protocol === 'http:' && !allowLoopback
    ? 'is not https'
    : endpointRefusal(url, LOOPBACK_HOSTS);
