import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { isValetKeyError } from '../../../../src/core/fault/valet-key-error.ts';
import {
  claimedSubject,
  isSignedWithSecret,
  NO_KEYS,
  verifyIdToken,
  type IdTokenToVerify,
} from '../../../../src/core/oauth/token/id-token.ts';
import { Secret } from '../../../../src/core/secret/secret.ts';
import { epochMs, seconds } from '../../../../src/vocabulary/instant.ts';

const NOW = 1_767_225_600;
const SECRET = 'a-client-secret-of-thirty-two-octets';
const STATED = { id_token_signing_alg_values_supported: ['HS256'] };
const CLAIMS = { iss: 'https://as.example', sub: 'alice', aud: 'c', iat: NOW, exp: NOW + 300 };

const signedWith = (key: Uint8Array, changes: object = {}, alg = 'HS256'): Promise<string> =>
  new SignJWT({ ...CLAIMS, ...changes }).setProtectedHeader({ alg }).sign(key);
const octets = (text: string): Uint8Array => new TextEncoder().encode(text);

const outcomeOf = async (
  idToken: string,
  changes: Partial<IdTokenToVerify> = {},
  metadata: object = STATED,
): Promise<unknown> =>
  verifyIdToken({
    idToken: Secret.of('id-token', idToken),
    metadata: { issuer: 'https://as.example', ...metadata },
    clientId: 'c',
    clientSecret: Secret.of('client-secret', SECRET),
    keys: NO_KEYS,
    now: epochMs(NOW * 1000),
    serverAhead: seconds(0),
    ...changes,
  }).then(
    ({ subject }) => subject.sub,
    (thrown: unknown) => (isValetKeyError(thrown) ? [thrown.code, thrown.fields['why']] : thrown),
  );

describe('an ID token that is signed with the client secret (OIDC Core §10.1)', () => {
  it('says who signed in where the client has the secret and the server says that it does so', async () => {
    expect(await outcomeOf(await signedWith(octets(SECRET)))).toBe('alice');
  });

  it.each(['HS384', 'HS512'])('may have the longer MAC %s', async (alg) => {
    const stated = { id_token_signing_alg_values_supported: [alg] };
    expect(
      await outcomeOf(
        await signedWith(octets(SECRET.repeat(2)), {}, alg),
        {
          clientSecret: Secret.of('client-secret', SECRET.repeat(2)),
        },
        stated,
      ),
    ).toBe('alice');
  });

  it('has a failure of its own where the client has no secret', async () => {
    const token = await signedWith(octets(SECRET));
    expect(await outcomeOf(token, { clientSecret: undefined })).toEqual([
      'VK_ID_TOKEN_SYMMETRIC',
      'this client has no secret',
    ]);
  });

  it.each([{}, { id_token_signing_alg_values_supported: ['RS256'] }])(
    'is not taken from a server that states %j: that may be a confusion of algorithms',
    async (metadata) => {
      expect(await outcomeOf(await signedWith(octets(SECRET)), {}, metadata)).toEqual([
        'VK_ID_TOKEN_SYMMETRIC',
        'the server does not state that it does',
      ]);
    },
  );

  it('is forged where the MAC is of another secret, or of a published key (RFC 8725 §2.1)', async () => {
    const { publicKey } = await generateKeyPair('RS256', { extractable: true });
    for (const key of [octets(`${SECRET}x`), octets(await exportSPKI(publicKey))]) {
      expect(await outcomeOf(await signedWith(key))).toEqual([
        'VK_ID_TOKEN_INVALID',
        'does not verify',
      ]);
    }
  });

  it.each([
    [{ iss: 'https://other.example' }, 'another issuer'],
    [{ aud: 'd' }, 'not for us'],
    [{ exp: NOW - 301 }, 'expired'],
  ])('is judged like any other: %j', async (changes, why) => {
    expect(await outcomeOf(await signedWith(octets(SECRET), changes))).toEqual([
      'VK_ID_TOKEN_INVALID',
      why,
    ]);
  });

  it('claims its subject like any other, so that a refresh for somebody else is refused at once', async () => {
    const idToken = Secret.of('id-token', await signedWith(octets('x'), { sub: 'mallory' }));
    expect(claimedSubject(idToken)).toBe('mallory');
    expect(isSignedWithSecret(idToken)).toBe(true);
    expect(isSignedWithSecret(Secret.of('id-token', 'a.b.c'))).toBe(false);
  });
});
