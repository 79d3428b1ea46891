import { compactVerify, exportJWK, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import type { ClientRegistration } from '../../../../src/core/model/client-registration.ts';
import { scopeOf } from '../../../../src/core/model/scope.ts';
import { buildAuthorizationRequest } from '../../../../src/core/oauth/authorization-request.ts';
import { importClientKey } from '../../../../src/core/oauth/client/client-key.ts';
import {
  requestSigningKey,
  signAuthorizationRequest,
} from '../../../../src/core/oauth/client/request-object.ts';
import { Secret } from '../../../../src/core/secret/secret.ts';
import { seconds } from '../../../../src/vocabulary/instant.ts';
import { FAKE_EPOCH } from '../../../fake/clock.ts';
import { fakeRandom } from '../../../fake/random.ts';

const registration: ClientRegistration = {
  clientId: 's6BhdRkqt3',
  tokenEndpointAuthMethod: 'private_key_jwt',
  redirectMethod: 'loopback',
  redirectPath: '/callback',
};
const metadata = {
  issuer: 'https://server.example.com',
  authorization_endpoint: 'https://server.example.com/authorize?policy=b2c_1',
  token_endpoint: 'https://server.example.com/token',
};

const pair = await generateKeyPair('ES256', { extractable: true });
const jwk = { ...(await exportJWK(pair.privateKey)), kid: 'k1', alg: 'ES256' };
const privateKey = await importClientKey(Secret.of('private-key', JSON.stringify(jwk)));

const signed = async () => {
  const built = await buildAuthorizationRequest(
    {
      metadata,
      registration,
      redirectUri: 'http://127.0.0.1:51004/callback',
      scope: scopeOf(['openid']),
      maxAge: seconds(60),
      authorizationDetails: [{ type: 'payment_initiation', actions: ['initiate'] }],
    },
    fakeRandom(),
  );
  const url = await signAuthorizationRequest(
    { authorizationUrl: built.url, metadata, registration, privateKey, now: FAKE_EPOCH },
    fakeRandom(2),
  );
  return { url: new URL(url), transaction: built.transaction };
};

describe('a signed authorization request (RFC 9101)', () => {
  it('leaves nothing outside but the client id and the endpoint’s own query (§5)', async () => {
    const { url } = await signed();
    expect([...url.searchParams.keys()]).toEqual(['policy', 'client_id', 'request']);
    expect(url.searchParams.get('client_id')).toBe('s6BhdRkqt3');
  });

  it('holds every parameter, verifiable with the client’s key (§4)', async () => {
    const { url, transaction } = await signed();
    const { payload, protectedHeader } = await compactVerify(
      url.searchParams.get('request') ?? '',
      pair.publicKey,
    );
    const now = FAKE_EPOCH / 1000;
    expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'oauth-authz-req+jwt', kid: 'k1' });
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({
      iss: 's6BhdRkqt3',
      aud: 'https://server.example.com',
      iat: now - 2,
      nbf: now - 60,
      exp: now + 300,
      jti: fakeRandom(2).base64url(16),
      response_type: 'code',
      client_id: 's6BhdRkqt3',
      redirect_uri: 'http://127.0.0.1:51004/callback',
      scope: 'openid',
      state: transaction.state,
      nonce: transaction.nonce,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as unknown,
      code_challenge_method: 'S256',
      max_age: 60,
      authorization_details: [{ type: 'payment_initiation', actions: ['initiate'] }],
    });
  });

  it('is what some servers insist on, and is not without a key (§10.5)', () => {
    const strict = { ...metadata, require_signed_request_object: true };
    expect(requestSigningKey({ metadata }, false)).toBeUndefined();
    expect(requestSigningKey({ metadata, privateKey }, false)).toBeUndefined();
    expect(requestSigningKey({ metadata, privateKey }, true)).toBe(privateKey);
    expect(requestSigningKey({ metadata: strict, privateKey }, false)).toBe(privateKey);
    for (const [server, why] of [
      [metadata, 'there is no private key to sign the request with'],
      [strict, 'the server takes signed requests only, and there is no private key'],
    ] as const) {
      expect(() => requestSigningKey({ metadata: server }, true)).toThrow(
        expect.objectContaining({ code: 'VK_INVALID_INPUT', fields: { why, sent: false } }),
      );
    }
  });

  it('needs an authorization endpoint', async () => {
    await expect(
      signAuthorizationRequest(
        {
          authorizationUrl: 'https://server.example.com/authorize?x=1',
          metadata: { issuer: 'https://server.example.com' },
          registration,
          privateKey,
          now: FAKE_EPOCH,
        },
        fakeRandom(),
      ),
    ).rejects.toMatchObject({ code: 'VK_METADATA_INCOMPLETE' });
  });
});
