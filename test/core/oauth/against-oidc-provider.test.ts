import { exportJWK } from 'jose';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKeyPair, generateKeyPair } from 'oauth4webapi';
import { Provider } from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { epochMs } from '../../../src/vocabulary/instant.ts';
import type { TokenEndpointAuthMethod } from '../../../src/vocabulary/oauth.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import { requestClientCredentials } from '../../../src/core/oauth/client-credentials-grant.ts';
import {
  pollDeviceToken,
  requestDeviceAuthorization,
} from '../../../src/core/oauth/device-grant.ts';
import { dpopHandle, generateDpopKey } from '../../../src/core/oauth/client/dpop.ts';
import type { Exchange } from '../../../src/core/oauth/exchange/exchange.ts';
import { introspectToken } from '../../../src/core/oauth/introspection.ts';
import { pushAuthorizationRequest } from '../../../src/core/oauth/pushed-authorization.ts';
import { refreshAccessToken } from '../../../src/core/oauth/refresh-grant.ts';
import {
  deleteRegistration,
  type ManagedClient,
  readRegistration,
  updateRegistration,
} from '../../../src/core/oauth/client/registration-management.ts';
import { registerClient } from '../../../src/core/oauth/client/registration.ts';
import { revokeToken } from '../../../src/core/oauth/revocation.ts';
import { Secret } from '../../../src/core/secret/secret.ts';

/** Characters that servers and clients encode differently where they get RFC 6749 §2.3.1 wrong. */
const ODD_ID = 'basic-app.1_x';
const ODD_SECRET = 's:e/c r%e+t';
const SCOPE = scopeOf(['read']);
const OWN_BEHALF = { response_types: [], redirect_uris: [], grant_types: ['client_credentials'] };
const WITH_CODE = {
  response_types: ['code' as const],
  redirect_uris: ['https://client.example.org/cb'],
  grant_types: ['authorization_code'],
};

let server: Server;
let clientKey: CryptoKeyPair;
let metadata: Exchange['metadata'];

beforeAll(async () => {
  clientKey = await generateKeyPair('ES256');
  server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const jwk = { ...(await exportJWK(clientKey.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
  const provider = new Provider(issuer, {
    clients: [
      { client_id: ODD_ID, client_secret: ODD_SECRET, ...OWN_BEHALF },
      {
        client_id: 'by-key',
        token_endpoint_auth_method: 'private_key_jwt',
        jwks: { keys: [jwk] },
        ...OWN_BEHALF,
      },
      {
        client_id: 'device',
        token_endpoint_auth_method: 'none',
        response_types: [],
        redirect_uris: [],
        grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
      },
      { client_id: 'pushing', token_endpoint_auth_method: 'none', ...WITH_CODE },
    ],
    scopes: ['openid', 'read', 'offline_access'],
    ttl: { ClientCredentials: 600, DeviceCode: 600 },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true },
      introspection: { enabled: true, allowedPolicy: () => true },
      revocation: { enabled: true, allowedPolicy: () => true },
      dPoP: { enabled: true, requireNonce: () => true, nonceSecret: Buffer.alloc(32, 1) },
      registration: { enabled: true },
      registrationManagement: { enabled: true, rotateRegistrationAccessToken: true },
    },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => void answer(request, response));
  const reply = await fetch(`${issuer}/.well-known/openid-configuration`);
  metadata = (await reply.json()) as Exchange['metadata'];
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const as = (
  clientId: string,
  tokenEndpointAuthMethod: TokenEndpointAuthMethod,
  more: Partial<Exchange> = {},
): Exchange => ({
  http: (url, request) => fetch(url, { ...request, redirect: 'manual' }),
  metadata,
  registration: {
    clientId,
    tokenEndpointAuthMethod,
    redirectMethod: 'loopback',
    redirectPath: '/',
  },
  allowLoopback: true,
  now: epochMs(Date.now()),
  ...more,
});

const basic = (more: Partial<Exchange> = {}): Exchange =>
  as(ODD_ID, 'client_secret_basic', {
    clientSecret: Secret.of('client-secret', ODD_SECRET),
    ...more,
  });

const byKey = (): Exchange =>
  as('by-key', 'private_key_jwt', { privateKey: { key: clientKey.privateKey, kid: 'k1' } });

describe('a certified server agrees', () => {
  test('on who we are, by secret and by key', async () => {
    const tokens = await Promise.all(
      [basic(), byKey()].map((exchange) => requestClientCredentials(exchange, { scope: SCOPE })),
    );
    expect(tokens.map(({ token }) => [token.tokenType, token.scope, token.warnings])).toEqual([
      ['bearer', ['read'], []],
      ['bearer', ['read'], []],
    ]);
  });

  test('on who we are not', async () => {
    const impostor = basic({ clientSecret: Secret.of('client-secret', 'wrong') });
    await expect(requestClientCredentials(impostor, { scope: SCOPE })).rejects.toMatchObject({
      code: 'VK_CLIENT_REJECTED',
    });
  });

  test('on what a DPoP proof is, and that the nonce is its own (RFC 9449 §8)', async () => {
    const dpop = dpopHandle(await generateDpopKey());
    const { token } = await requestClientCredentials(basic({ dpop }), { scope: SCOPE });
    expect(token.tokenType).toBe('dpop');
  });

  test('on whether a token lives, before and after it is revoked (RFC 7009, RFC 7662)', async () => {
    const { token } = await requestClientCredentials(basic(), { scope: SCOPE });
    const before = await introspectToken(basic(), token.accessToken, 'access_token');
    await revokeToken(basic(), token.accessToken, 'access_token');
    const afterwards = await introspectToken(basic(), token.accessToken);
    expect([before.active, before.clientId, before.warnings]).toEqual([true, ODD_ID, []]);
    expect(afterwards.active).toBe(false);
  });

  test('that a device has to wait (RFC 8628)', async () => {
    const device = as('device', 'none');
    const grant = { scope: scopeOf(['openid', 'offline_access']) };
    const authorization = await requestDeviceAuthorization(device, grant);
    const poll = await pollDeviceToken(device, authorization, grant, authorization.interval);
    expect(poll).toEqual({ kind: 'pending', interval: 5 });
  });

  test('to keep an authorization request for us (RFC 9126)', async () => {
    const url = new URL(metadata.authorization_endpoint ?? '');
    url.search = new URLSearchParams({
      client_id: 'pushing',
      response_type: 'code',
      redirect_uri: 'https://client.example.org/cb',
      scope: 'openid',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    }).toString();
    const pushed = await pushAuthorizationRequest(as('pushing', 'none'), url.href);
    expect([...new URL(pushed.url).searchParams.keys()]).toEqual(['client_id', 'request_uri']);
  });

  test('that a made-up refresh token is none, and that nothing was rotated', async () => {
    const grant = {
      refreshToken: Secret.of('refresh-token', 'tGzv3JOkF0XG5Qx2TlKWIA'),
      grantedScope: SCOPE,
    };
    await expect(refreshAccessToken(as('device', 'none'), grant)).rejects.toMatchObject({
      code: 'VK_GRANT_REVOKED',
    });
  });

  test('to register us, to change that, and to forget us (RFC 7591, RFC 7592)', async () => {
    const exchange = as('nobody yet', 'none');
    const wishes = { ...WITH_CODE, client_name: 'Valet Key' };
    const registered = await registerClient(exchange, wishes);
    const managed = await readRegistration(exchange, registered as ManagedClient);
    const updated = await updateRegistration(exchange, managed, { ...wishes, client_name: 'New' });
    await deleteRegistration(exchange, updated);
    await expect(readRegistration(exchange, updated)).rejects.toMatchObject({
      code: 'VK_REQUEST_REJECTED',
    });
    expect(updated.management.token.equals(managed.management.token)).toBe(false);
  });
});
