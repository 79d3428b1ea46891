import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';

const generate = async (alg: 'ES256' | 'RS256') => {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  return { ...jwk, kty: jwk.kty ?? '', kid, alg, use: 'sig' };
};

/** One key for each algorithm the server signs with; RS256 is what OpenID Connect defaults to. */
export const generateSigningKeys = (): Promise<Array<JWK & { kty: string; kid: string }>> =>
  Promise.all([generate('RS256'), generate('ES256')]);

const PUBLIC_MEMBERS = ['kty', 'kid', 'alg', 'use', 'n', 'e', 'crv', 'x', 'y'] as const;

/** The half of a key that verifies. */
export const publicJwk = (key: JWK): JWK =>
  Object.fromEntries(
    PUBLIC_MEMBERS.flatMap((member) => (key[member] === undefined ? [] : [[member, key[member]]])),
  );
