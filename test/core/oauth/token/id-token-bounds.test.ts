import { createHash } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { LONGEST_LIFETIME } from '../../../../src/core/model/expiry.ts';
import {
  claimedSubject,
  verifyIdToken,
  type IdTokenToVerify,
} from '../../../../src/core/oauth/token/id-token.ts';
import { readKeys } from '../../../../src/core/oauth/token/jwks.ts';
import { Secret } from '../../../../src/core/secret/secret.ts';
import { epochMs, seconds } from '../../../../src/vocabulary/instant.ts';

const NOW = 1_767_225_600;
const CLAIMS = { iss: 'https://as.example', sub: 'u1', aud: 'c', iat: NOW, exp: NOW + 300 };

type Algorithm = 'ES256' | 'ES384' | 'ES512' | 'RS512' | 'EdDSA';

/** An ID token with these claims by a key that its issuer publishes, and what came of verifying it. */
const verify = async (
  claims: object,
  changes: Partial<IdTokenToVerify> = {},
  alg: Algorithm = 'ES256',
) => {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const text = await new SignJWT({ ...CLAIMS, ...claims })
    .setProtectedHeader({ alg, kid: 'k' })
    .sign(privateKey);
  return verifyIdToken({
    idToken: Secret.of('id-token', text),
    metadata: { issuer: CLAIMS.iss },
    clientId: 'c',
    keys: { keys: await readKeys({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k' }] }) },
    now: epochMs(NOW * 1000),
    serverAhead: seconds(0),
    ...changes,
  });
};

describe('an ID token is accepted at the very bound of each rule', () => {
  it.each([
    ['a subject of 255 characters', { sub: 'x'.repeat(255) }, {}],
    ['ten years of life', { exp: NOW + LONGEST_LIFETIME }, {}],
    ['issued five minutes ahead of our clock', { iat: NOW + 300 }, {}],
    ['valid from five minutes ahead of our clock', { nbf: NOW + 300 }, {}],
    [
      'a sign-in as long ago as was asked for and five minutes',
      { auth_time: NOW - 360 },
      { maxAge: seconds(60) },
    ],
    ['a nonce where none was sent', { nonce: 'n' }, {}],
    ['a kind of sign-in where none was asked for', { acr: 'gold' }, {}],
    ['a hash of an access token that nobody has', { at_hash: 'x' }, {}],
    ['no hash of the access token', {}, { accessToken: Secret.of('access-token', 'a') }],
  ])('with %s', async (_what, claims, changes) => {
    const { checks } = await verify(claims, changes);
    expect(checks.filter(({ passed }) => !passed)).toEqual([]);
  });
});

describe('the at_hash of an ID token', () => {
  it.each([
    ['ES256', 'sha256'],
    ['ES384', 'sha384'],
    ['ES512', 'sha512'],
    ['RS512', 'sha512'],
    ['EdDSA', 'sha512'],
  ] as const)('that is signed with %s is of %s (OIDC Core §3.1.3.6)', async (alg, hash) => {
    const digest = createHash(hash).update('token').digest();
    const at_hash = digest.subarray(0, digest.length / 2).toString('base64url');
    const accessToken = Secret.of('access-token', 'token');
    await expect(verify({ at_hash }, { accessToken }, alg)).resolves.toBeDefined();
    const other = Secret.of('access-token', 'other');
    await expect(verify({ at_hash }, { accessToken: other }, alg)).rejects.toMatchObject({
      fields: { check: 'at_hash' },
    });
  });
});

describe('who signed in, by an ID token', () => {
  it('has the name that they chose for themselves', async () => {
    const { subject } = await verify({ preferred_username: 'jane' });
    expect(subject).toStrictEqual({ sub: 'u1', preferredUsername: 'jane' });
  });

  it('is nobody where the token cannot be read or its subject is no text', () => {
    const unsigned = (claims: object): string =>
      [{ alg: 'ES256' }, claims]
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.') + '.AA';
    const subjectOf = (text: string) => claimedSubject(Secret.of('id-token', text));
    expect(subjectOf(unsigned({ sub: 'u1' }))).toBe('u1');
    expect(subjectOf(unsigned({ sub: 5 }))).toBeUndefined();
    expect(subjectOf('not a token')).toBeUndefined();
  });

  it('is unknown where no key of the issuer fits, and the refusal says that', async () => {
    await expect(verify({}, { keys: { keys: [] } })).rejects.toMatchObject({
      fields: { check: 'signature', why: 'no key of the issuer fits' },
    });
  });
});
