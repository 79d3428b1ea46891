import { createHash, randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  createPlayground,
  type Playground,
} from '../../../src/playground/server/create-playground.ts';
import { PLAYGROUND_CLIENT_ID } from '../../../src/playground/server/clients.ts';
import { authorizationRequest, get, post, redeem, refresh, signIn } from '../../server/client.ts';
import { approveDevice, authorizeAs } from '../../server/robot.ts';

// Real sockets, signatures and files: slow on a busy machine, never waiting for anything.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let playground: Playground;
let issuer: string;

beforeAll(async () => {
  playground = await createPlayground({ accessTokenFormat: 'opaque' });
  issuer = playground.issuer;
});
afterAll(() => playground.close());

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

describe('device authorization (RFC 8628)', () => {
  const begin = async (scope: string) => {
    const { body } = await post(`${issuer}/device/auth`, {
      client_id: PLAYGROUND_CLIENT_ID,
      scope,
    });
    const poll = () =>
      post(`${issuer}/token`, {
        grant_type: DEVICE_GRANT,
        client_id: PLAYGROUND_CLIENT_ID,
        device_code: String(body['device_code']),
      });
    return {
      verificationUri: String(body['verification_uri']),
      code: String(body['user_code']),
      poll,
    };
  };

  test('pending until the resource owner has allowed it (§3.5)', async () => {
    const { verificationUri, code, poll } = await begin('openid notes:read');
    expect((await poll()).body['error']).toBe('authorization_pending');
    expect(await approveDevice(verificationUri, code)).toContain('Your device is connected');
    expect((await poll()).body).toMatchObject({
      scope: 'openid notes:read',
      refresh_token: expect.any(String),
    });
  });

  test('refused is access_denied (§3.5)', async () => {
    const { verificationUri, code, poll } = await begin('openid');
    const page = await approveDevice(verificationUri, code, { decision: 'deny' });
    expect(page).toContain('The request was refused');
    expect((await poll()).body['error']).toBe('access_denied');
  });
});

test('a pushed authorization request is answered like any other (RFC 9126)', async () => {
  const request = authorizationRequest(issuer, 'openid notes:read');
  const form = Object.fromEntries(new URL(request.url).searchParams);
  const { status, body } = await post(`${issuer}/request`, form);
  expect(status).toBe(201);
  const query = new URLSearchParams({
    client_id: PLAYGROUND_CLIENT_ID,
    request_uri: String(body['request_uri']),
  });
  const location = new URL(await authorizeAs(`${issuer}/auth?${query}`));
  const tokens = await redeem(issuer, request, location.searchParams.get('code') ?? '');
  expect(tokens.body['scope']).toBe('openid notes:read');
});

describe('DPoP (RFC 9449)', () => {
  const createProver = async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const jwk = await exportJWK(publicKey);
    const prove = (htm: string, htu: string, accessToken?: string): Promise<string> =>
      new SignJWT({
        htm,
        htu,
        jti: randomUUID(),
        ...(accessToken === undefined
          ? {}
          : { ath: createHash('sha256').update(accessToken).digest('base64url') }),
      })
        .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk })
        .setIssuedAt()
        .sign(privateKey);
    return { prove, thumbprint: await calculateJwkThumbprint(jwk) };
  };

  const boundToken = async (prove: (htm: string, htu: string) => Promise<string>) => {
    const request = authorizationRequest(issuer, 'openid notes:read');
    const code = new URL(await authorizeAs(request.url)).searchParams.get('code') ?? '';
    return post(
      `${issuer}/token`,
      {
        grant_type: 'authorization_code',
        client_id: PLAYGROUND_CLIENT_ID,
        redirect_uri: request.redirectUri,
        code_verifier: request.codeVerifier,
        code,
      },
      { dpop: await prove('POST', `${issuer}/token`) },
    );
  };

  const callApi = (accessToken: string, proof: string) =>
    fetch(`${issuer}/api/notes`, {
      headers: { authorization: `DPoP ${accessToken}`, dpop: proof },
    });

  test('the API wants a fresh proof of the right key for this very request (§7.1)', async () => {
    const [own, other] = [await createProver(), await createProver()];
    const { body } = await boundToken(own.prove);
    expect(body['token_type']).toBe('DPoP');
    const token = String(body['access_token']);
    const url = `${issuer}/api/notes`;
    const proof = await own.prove('GET', url, token);
    expect((await callApi(token, proof)).status).toBe(200);
    const bad = {
      replayed: proof,
      'of another key': await other.prove('GET', url, token),
      'for another method': await own.prove('POST', url, token),
      'for another URL': await own.prove('GET', `${issuer}/api/me`, token),
      'without the token': await own.prove('GET', url),
      'not a JWT': 'eyJ0eXAiOiJkcG9wK2p3dCJ9',
    };
    for (const [kind, sent] of Object.entries(bad)) {
      const response = await callApi(token, sent);
      expect([kind, response.status]).toEqual([kind, 401]);
      expect(response.headers.get('www-authenticate')).toContain('error="invalid_dpop_proof"');
    }
  });

  test('a bound token is no bearer token (§7.2)', async () => {
    const { prove } = await createProver();
    const { body } = await boundToken(prove);
    const { status } = await get(`${issuer}/api/notes`, String(body['access_token']));
    expect(status).toBe(401);
  });
});

describe('dynamic registration (RFC 7591, RFC 7592)', () => {
  const metadata = {
    client_name: '<script>alert(1)</script>',
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: ['http://127.0.0.1/cb'],
  };

  test('a client can be registered, read and deleted; its name is text on the page', async () => {
    const response = await fetch(`${issuer}/reg`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(metadata),
    });
    expect(response.status).toBe(201);
    const registered: unknown = await response.json();
    const { client_id, registration_client_uri, registration_access_token } = Object(registered);
    expect(Object(registered)).not.toHaveProperty('client_secret');

    const query = new URL(authorizationRequest(issuer, 'openid', 'http://127.0.0.1:4444/cb').url);
    query.searchParams.set('client_id', client_id);
    const start = await fetch(query, { redirect: 'manual' });
    const cookie = start.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const page = await fetch(new URL(start.headers.get('location') ?? '', issuer), {
      headers: { cookie },
    });
    const text = await page.text();
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).not.toContain('<script');
    expect(page.headers.get('content-security-policy')).toContain(
      "form-action 'self' http://127.0.0.1:4444",
    );

    const headers = { authorization: `Bearer ${registration_access_token}` };
    const gone = await fetch(registration_client_uri, { method: 'DELETE', headers });
    expect(gone.status).toBe(204);
  });
});

test('offline_access is honoured without a prompt of its own (OpenID Connect Core §11)', async () => {
  const { answer } = await signIn(issuer, { request: 'openid offline_access' });
  expect(answer.body['scope']).toBe('openid offline_access');
});

test('another resource than the API is invalid_target (RFC 8707 §2)', async () => {
  const { refreshToken } = await signIn(issuer);
  const { body } = await refresh(issuer, refreshToken, { resource: 'https://other.example/' });
  expect(body['error']).toBe('invalid_target');
});

test('RP-initiated logout ends on a page and leaves refresh tokens alone', async () => {
  const { refreshToken } = await signIn(issuer);
  expect((await fetch(`${issuer}/session/end`)).status).toBe(200);
  expect((await refresh(issuer, refreshToken)).status).toBe(200);
});
