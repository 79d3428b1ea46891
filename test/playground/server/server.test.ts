import { mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  createPlayground,
  type Playground,
} from '../../../src/playground/server/create-playground.ts';
import {
  PLAYGROUND_SCHEME_REDIRECT_URI,
  SERVICE_CLIENT,
} from '../../../src/playground/server/clients.ts';
import {
  authorizationRequest,
  basic,
  get,
  introspect,
  post,
  redeem,
  refresh,
  revoke,
  signIn,
} from '../../server/client.ts';
import { authorizeAs } from '../../server/robot.ts';

// Real sockets, signatures and files: slow on a busy machine, never waiting for anything.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let playground: Playground;
let issuer: string;

beforeAll(async () => {
  playground = await createPlayground();
  issuer = playground.issuer;
});
afterAll(() => playground.close());

describe('discovery (OpenID Connect Discovery §4)', () => {
  test('names every endpoint the app uses, and S256', async () => {
    const { status, body } = await get(`${issuer}/.well-known/openid-configuration`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      revocation_endpoint: `${issuer}/token/revocation`,
      introspection_endpoint: `${issuer}/token/introspection`,
      userinfo_endpoint: `${issuer}/api/userinfo`,
      registration_endpoint: `${issuer}/reg`,
      device_authorization_endpoint: `${issuer}/device/auth`,
      pushed_authorization_request_endpoint: `${issuer}/request`,
      end_session_endpoint: `${issuer}/session/end`,
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    });
  });

  test('is refused under any host name but its own (DNS rebinding)', async () => {
    const { request } = await import('node:http');
    const status = await new Promise((resolve, reject) => {
      const asked = request(`${issuer}/.well-known/openid-configuration`, {
        headers: { host: 'rebound.example' },
      });
      asked.on('response', (response) => resolve(response.resume().statusCode));
      asked.on('error', reject).end();
    });
    expect(status).toBe(421);
  });
});

describe('authorization code (RFC 6749 §4.1, RFC 7636)', () => {
  test('answers with code, state and iss (RFC 9207) on any loopback port (RFC 8252 §7.3)', async () => {
    const { url } = authorizationRequest(
      issuer,
      'openid',
      'http://127.0.0.1:61234/oauth2/callback',
    );
    const location = new URL(await authorizeAs(url));
    expect(location.host).toBe('127.0.0.1:61234');
    expect(Object.fromEntries(location.searchParams)).toEqual({
      code: expect.stringMatching(/^[\w-]{43}$/),
      state: 'af0ifjsldkj',
      iss: issuer,
    });
  });

  test('answers at the private-use scheme too (RFC 8252 §7.1)', async () => {
    const { url } = authorizationRequest(issuer, 'openid', PLAYGROUND_SCHEME_REDIRECT_URI);
    expect(await authorizeAs(url)).toMatch(
      /^dev\.valetkey\.app:\/oauth2\/callback\/playground\?code=/,
    );
  });

  test('gives access, refresh and ID token, without offline_access having been asked for', async () => {
    const { answer } = await signIn(issuer);
    expect(answer.body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 300,
      scope: 'openid profile email notes:read',
      refresh_token: expect.any(String),
      id_token: expect.any(String),
    });
  });

  test('refuses the wrong verifier (RFC 7636 §4.6)', async () => {
    const request = authorizationRequest(issuer, 'openid');
    const code = new URL(await authorizeAs(request.url)).searchParams.get('code') ?? '';
    const other = { ...request, codeVerifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk' };
    expect((await redeem(issuer, other, code)).body['error']).toBe('invalid_grant');
  });

  test('refuses a code the second time and revokes what it gave (RFC 6749 §4.1.2)', async () => {
    const request = authorizationRequest(issuer, 'openid');
    const code = new URL(await authorizeAs(request.url)).searchParams.get('code') ?? '';
    const { body } = await redeem(issuer, request, code);
    expect((await redeem(issuer, request, code)).body['error']).toBe('invalid_grant');
    expect((await refresh(issuer, String(body['refresh_token']))).body['error']).toBe(
      'invalid_grant',
    );
  });

  test('refuses a request without PKCE', async () => {
    const url = new URL(authorizationRequest(issuer, 'openid').url);
    url.searchParams.delete('code_challenge');
    url.searchParams.delete('code_challenge_method');
    expect(new URL(await authorizeAs(url.href)).searchParams.get('error')).toBe('invalid_request');
  });
});

describe('the resource owner decides', () => {
  test('Deny is access_denied (RFC 6749 §4.1.2.1)', async () => {
    const { url } = authorizationRequest(issuer, 'openid');
    const location = new URL(await authorizeAs(url, { decision: 'deny' }));
    expect(location.searchParams.get('error')).toBe('access_denied');
  });

  test('what was unticked is not granted (RFC 6749 §3.3)', async () => {
    const { answer } = await signIn(issuer, {
      request: 'openid notes:read account:delete',
      scope: ['notes:read'],
    });
    expect(answer.body['scope']).toBe('openid notes:read');
  });

  test('bob signing in leaves alice signed in, and each sees their own notes', async () => {
    const [alice, bob] = await Promise.all([signIn(issuer), signIn(issuer, { account: 'bob' })]);
    expect((await get(`${issuer}/api/me`, alice.accessToken)).body['sub']).toBe('alice');
    expect((await get(`${issuer}/api/me`, bob.accessToken)).body['sub']).toBe('bob');
  });

  test("a form posted from another site's page is refused", async () => {
    const { url } = authorizationRequest(issuer, 'openid');
    const start = await fetch(url, { redirect: 'manual' });
    const page = new URL(start.headers.get('location') ?? '', issuer);
    const cookie = start.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const response = await fetch(page, {
      method: 'POST',
      headers: { cookie, origin: 'https://attacker.example' },
      body: new URLSearchParams({ account: 'alice', decision: 'allow' }),
    });
    expect(response.status).toBe(403);
  });
});

describe('rotation (RFC 9700 §4.14.2)', () => {
  test('every refresh gives a new refresh token', async () => {
    const { refreshToken } = await signIn(issuer);
    const { body } = await refresh(issuer, refreshToken);
    expect(body['refresh_token']).toEqual(expect.any(String));
    expect(body['refresh_token']).not.toBe(refreshToken);
  });

  test('using a rotated one again ends the whole grant, and no other', async () => {
    const [first, other] = [await signIn(issuer), await signIn(issuer)];
    const { body } = await refresh(issuer, first.refreshToken);
    expect((await refresh(issuer, first.refreshToken)).body['error']).toBe('invalid_grant');
    expect((await refresh(issuer, String(body['refresh_token']))).body['error']).toBe(
      'invalid_grant',
    );
    expect((await refresh(issuer, other.refreshToken)).status).toBe(200);
  });

  test('a refresh may ask for less (RFC 6749 §6)', async () => {
    const { refreshToken } = await signIn(issuer);
    const { body } = await refresh(issuer, refreshToken, { scope: 'notes:read' });
    expect(body['scope']).toBe('notes:read');
  });
});

describe('revocation and introspection (RFC 7009, RFC 7662)', () => {
  test('a revoked refresh token is inactive and refreshes nothing', async () => {
    const { refreshToken } = await signIn(issuer);
    expect((await introspect(issuer, refreshToken)).body).toMatchObject({
      active: true,
      sub: 'alice',
      client_id: 'valet-key-playground',
    });
    expect((await revoke(issuer, refreshToken)).status).toBe(200);
    expect((await introspect(issuer, refreshToken)).body).toEqual({ active: false });
    expect((await refresh(issuer, refreshToken)).body['error']).toBe('invalid_grant');
  });

  test.each(['jwt', 'opaque'] as const)(
    'revoking the grant ends its %s access token at once',
    async (accessTokenFormat) => {
      const own = await createPlayground({ accessTokenFormat });
      const { accessToken, refreshToken } = await signIn(own.issuer);
      expect((await introspect(own.issuer, accessToken)).body).toMatchObject({
        active: true,
        scope: 'openid profile email notes:read',
        aud: `${own.issuer}/api`,
      });
      expect((await get(`${own.issuer}/api/notes`, accessToken)).status).toBe(200);
      await revoke(own.issuer, refreshToken);
      expect((await introspect(own.issuer, accessToken)).body).toEqual({ active: false });
      const refused = await get(`${own.issuer}/api/notes`, accessToken);
      expect([refused.status, refused.body]).toEqual([401, { error: 'invalid_token' }]);
      await own.close();
    },
  );
});

describe('client credentials (RFC 6749 §4.4)', () => {
  test('the service gets a token for itself and no refresh token', async () => {
    const form = { grant_type: 'client_credentials', scope: 'notes:read' };
    const { status, body } = await post(`${issuer}/token`, form, basic(SERVICE_CLIENT));
    expect([status, body['scope'], body['refresh_token']]).toEqual([200, 'notes:read', undefined]);
  });
});

describe('persistence', () => {
  test('a restart keeps the login, and the file holds no usable token', async () => {
    const dataFile = join(await mkdtemp(join(tmpdir(), 'vk-playground-')), 'playground.json');
    const first = await createPlayground({ dataFile, accessTokenFormat: 'opaque' });
    const signedIn = await signIn(first.issuer);
    const rotated = String(
      (await refresh(first.issuer, signedIn.refreshToken)).body['refresh_token'],
    );
    const file = await readFile(dataFile, 'utf8');
    for (const token of [signedIn.code, signedIn.accessToken, signedIn.refreshToken, rotated]) {
      expect(token.length).toBeGreaterThan(40);
      expect(file).not.toContain(token);
    }
    expect((await stat(dataFile)).mode & 0o777).toBe(0o600);
    const { port } = first;
    await first.close();

    const second = await createPlayground({ dataFile, port });
    const again = await refresh(second.issuer, rotated);
    expect(again.status).toBe(200);
    expect((await refresh(second.issuer, signedIn.refreshToken)).body['error']).toBe(
      'invalid_grant',
    );
    expect((await refresh(second.issuer, String(again.body['refresh_token']))).status).toBe(400);
    await second.close();
  });

  test('a damaged file is put aside, not overwritten', async () => {
    const { mkdir, readdir, writeFile } = await import('node:fs/promises');
    const folder = await mkdtemp(join(tmpdir(), 'vk-playground-'));
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'playground.json'), '{"version":1,"keys":[');
    await (await createPlayground({ dataFile: join(folder, 'playground.json') })).close();
    const names = (await readdir(folder)).sort();
    expect(names).toEqual([
      'playground.json',
      expect.stringMatching(/^playground\.json\.unreadable-[0-9a-f]{8}$/),
    ]);
    expect(await readFile(join(folder, String(names[1])), 'utf8')).toBe('{"version":1,"keys":[');
  });
});
