import { describe, expect, it } from 'vitest';
import type { ClientRegistration } from '../../../src/core/model/client-registration.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import {
  buildAuthorizationRequest,
  type AuthorizationRequest,
} from '../../../src/core/oauth/authorization-request.ts';
import { seconds } from '../../../src/vocabulary/instant.ts';
import { fakeRandom, scriptedRandom } from '../../fake/random.ts';

const registration: ClientRegistration = {
  clientId: 's6BhdRkqt3',
  tokenEndpointAuthMethod: 'none',
  redirectMethod: 'loopback',
  redirectPath: '/callback',
};

const request: AuthorizationRequest = {
  metadata: {
    issuer: 'https://server.example.com',
    authorization_endpoint: 'https://server.example.com/authorize',
    token_endpoint: 'https://server.example.com/token',
  },
  registration,
  redirectUri: 'http://127.0.0.1:51004/callback',
  scope: scopeOf(['read', 'write']),
};

const build = (changes: Partial<AuthorizationRequest> = {}) =>
  buildAuthorizationRequest({ ...request, ...changes }, fakeRandom());

const queryOf = async (changes: Partial<AuthorizationRequest> = {}) =>
  Object.fromEntries(new URL((await build(changes)).url).searchParams);

describe('an authorization request (RFC 6749 §4.1.1)', () => {
  it('challenges with the numbers of RFC 7636 App. B', async () => {
    const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    const { url, transaction } = await buildAuthorizationRequest(
      request,
      scriptedRandom('the-state', verifier),
    );
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      response_type: 'code',
      client_id: 's6BhdRkqt3',
      redirect_uri: 'http://127.0.0.1:51004/callback',
      scope: 'read write',
      state: 'the-state',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    });
    expect(transaction.codeVerifier.expose()).toBe(verifier);
    expect(url).not.toContain(verifier);
  });

  it('draws 256 bits for state, verifier and nonce, each its own (RFC 6749 §10.10)', async () => {
    const drawn: number[] = [];
    const random = fakeRandom();
    const { transaction } = await buildAuthorizationRequest(
      { ...request, scope: scopeOf(['openid']) },
      {
        base64url(bytes) {
          drawn.push(bytes);
          return random.base64url(bytes);
        },
      },
    );
    expect(drawn).toEqual([32, 32, 32]);
    const { state, nonce, codeVerifier } = transaction;
    expect(new Set([state, nonce, codeVerifier.expose()]).size).toBe(3);
    expect(codeVerifier.expose()).toMatch(/^[\w-]{43}$/);
  });

  it('sends a nonce where openid is asked for, and remembers it (OIDC Core §3.1.2.1)', async () => {
    const { url, transaction } = await build({ scope: scopeOf(['openid', 'email']) });
    expect(transaction.nonce).toMatch(/^[\w-]{43}$/);
    expect(new URL(url).searchParams.get('nonce')).toBe(transaction.nonce);
    expect(await queryOf()).not.toHaveProperty('nonce');
  });

  it('remembers all that judging and exchanging need, and no secret in the URL', async () => {
    const { transaction } = await build({
      metadata: { ...request.metadata, authorization_response_iss_parameter_supported: true },
      resource: 'https://api.example',
      maxAge: seconds(60),
    });
    expect(transaction).toMatchObject({
      issuer: 'https://server.example.com',
      issRequired: true,
      redirectUri: 'http://127.0.0.1:51004/callback',
      scope: ['read', 'write'],
      resource: 'https://api.example',
      maxAge: 60,
    });
  });

  it('spells what the caller asks on top (OIDC Core §3.1.2.1, RFC 8707 §2)', async () => {
    const query = await queryOf({
      resource: 'https://api.example/v1',
      prompt: 'select_account',
      loginHint: 'alice@example.com',
      maxAge: seconds(3600),
      acrValues: 'urn:mace:incommon:iap:silver',
      extraParameters: { access_type: 'offline' },
    });
    expect(query).toMatchObject({
      resource: 'https://api.example/v1',
      prompt: 'select_account',
      login_hint: 'alice@example.com',
      max_age: '3600',
      acr_values: 'urn:mace:incommon:iap:silver',
      access_type: 'offline',
    });
  });

  it('separates scope tokens as a provider wants them, and leaves out an empty scope', async () => {
    expect((await queryOf({ scopeSeparator: ',' }))['scope']).toBe('read,write');
    expect(await queryOf({ scope: scopeOf([]) })).not.toHaveProperty('scope');
  });

  it.each([
    ['https://as.example/a?policy=b2c%201', 'https://as.example/a?policy=b2c%201&response_type='],
    ['https://as.example/a?', 'https://as.example/a?response_type='],
    ['https://as.example/a', 'https://as.example/a?response_type='],
  ])("keeps the endpoint's own query: %s (RFC 6749 §3.1)", async (endpoint, start) => {
    const { url } = await build({
      metadata: { ...request.metadata, authorization_endpoint: endpoint },
    });
    expect(url.startsWith(start)).toBe(true);
  });

  it.each([
    'redirect_uri',
    'state',
    'code_challenge_method',
    'client_id',
    'response_type',
    'scope',
    'nonce',
    'request',
    'request_uri',
    'REDIRECT_URI',
  ])('lets nobody set %s (RFC 9700 §2.1)', async (name) => {
    await expect(build({ extraParameters: { [name]: 'x' } })).rejects.toMatchObject({
      code: 'VK_INVALID_INPUT',
      fields: { parameter: name },
    });
  });

  it('sends no parameter twice (RFC 6749 §3.1)', async () => {
    const twice = {
      code: 'VK_INVALID_INPUT',
      fields: { parameter: 'prompt', why: 'is set twice' },
    };
    await expect(
      build({ prompt: 'login', extraParameters: { prompt: 'none' } }),
    ).rejects.toMatchObject(twice);
    const metadata = {
      ...request.metadata,
      authorization_endpoint: 'https://as.example/a?prompt=none',
    };
    await expect(build({ metadata, prompt: 'login' })).rejects.toMatchObject(twice);
  });

  it('needs an authorization endpoint', async () => {
    const metadata = { issuer: 'https://as.example', token_endpoint: 'https://as.example/token' };
    await expect(build({ metadata })).rejects.toMatchObject({
      code: 'VK_METADATA_INCOMPLETE',
      fields: { member: 'authorization_endpoint' },
    });
  });
});
