import { exportJWK, exportPKCS8, exportSPKI, generateKeyPair } from 'jose';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { importClientKey } from '../../../../src/core/oauth/client/client-key.ts';
import { Secret } from '../../../../src/core/secret/secret.ts';

const imported = (text: string) => importClientKey(Secret.of('private-key', text));

const pairOf = (alg: string) =>
  generateKeyPair(alg, { extractable: true, ...(alg === 'RS256' ? { modulusLength: 2048 } : {}) });

describe.each([
  ['RS256', 'RSASSA-PKCS1-v1_5'],
  ['ES256', 'ECDSA'],
  ['ES384', 'ECDSA'],
  ['ES512', 'ECDSA'],
  ['EdDSA', 'Ed25519'],
])('a client key for %s (RFC 7523 §2.2)', (alg, name) => {
  it('is read from a JWK, with and without `alg`, and from PKCS #8', async () => {
    const { privateKey } = await pairOf(alg);
    const jwk = await exportJWK(privateKey);
    const pem = await exportPKCS8(privateKey);
    for (const text of [JSON.stringify(jwk), JSON.stringify({ ...jwk, alg }), `\n${pem}\n`]) {
      const { key } = await imported(text);
      expect(key).toMatchObject({ type: 'private', algorithm: { name } });
    }
  });
});

it('a JWK keeps its `kid`, by which the server finds the key (RFC 7517 §4.5)', async () => {
  const { privateKey } = await pairOf('ES256');
  const jwk = { ...(await exportJWK(privateKey)), kid: 'key-1' };
  expect((await imported(JSON.stringify(jwk))).kid).toBe('key-1');
});

describe('what is no private key is VK_INVALID_INPUT, and nothing of it is in the failure', () => {
  const broken: Readonly<Record<string, () => Promise<string> | string>> = {
    nothing: () => '',
    words: () => 'canary words',
    'broken JSON': () => '{"kty":"EC","d":"canary',
    'an empty object': () => '{}',
    'a public JWK': async () => JSON.stringify(await exportJWK((await pairOf('ES256')).publicKey)),
    'a public PEM': async () => exportSPKI((await pairOf('ES256')).publicKey),
    'a symmetric key': () => JSON.stringify({ kty: 'oct', k: 'Y2FuYXJ5', alg: 'HS256' }),
    'a key type that is a property of every object': () => '{"kty":"constructor"}',
    'a JWK that is cut off': async () => {
      const { d: _gone, ...jwk } = await exportJWK((await pairOf('ES256')).privateKey);
      return JSON.stringify({ ...jwk, d: 'canary' });
    },
    'a damaged PEM': () => '-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----',
  };

  it.each(Object.keys(broken))('%s', async (name) => {
    const text = await broken[name]?.();
    const thrown: unknown = await imported(text ?? '').catch((cause: unknown) => cause);
    expect(thrown).toMatchObject({ code: 'VK_INVALID_INPUT', fields: { sent: false } });
    expect(inspect(thrown, { depth: 9, showHidden: true })).not.toContain('canary');
  });
});
