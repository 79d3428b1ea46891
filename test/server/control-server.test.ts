import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { authorizationRequest, refresh, signIn } from './client.ts';
import { createControlServer, type ControlServer } from './control-server.ts';
import { authorizeAs } from './robot.ts';

let server: ControlServer;
let issuer: string;

beforeAll(async () => {
  server = await createControlServer();
  issuer = server.issuer;
});
afterEach(() => server.reset());
afterAll(() => server.close());

test('within the grace period a rotated refresh token is good again, after it not', async () => {
  const { refreshToken } = await signIn(issuer);
  server.set({ rotation: 'grace', graceSeconds: 60 });
  expect((await refresh(issuer, refreshToken)).status).toBe(200);
  expect((await refresh(issuer, refreshToken)).status).toBe(200);
  server.set({ graceSeconds: 0 });
  expect((await refresh(issuer, refreshToken)).body['error']).toBe('invalid_grant');
});

test('without rotation the same refresh token comes back', async () => {
  const { refreshToken } = await signIn(issuer);
  server.set({ rotation: 'none' });
  expect((await refresh(issuer, refreshToken)).body['refresh_token']).toBe(refreshToken);
});

test('a refresh can leave the refresh token out (RFC 6749 §6)', async () => {
  const { refreshToken } = await signIn(issuer);
  server.set({ rotation: 'none', omitRefreshToken: true });
  const { body } = await refresh(issuer, refreshToken);
  expect(body['access_token']).toEqual(expect.any(String));
  expect(body).not.toHaveProperty('refresh_token');
});

test('a failed request changed nothing; a dropped answer rotated', async () => {
  const { refreshToken } = await signIn(issuer);
  server.set({ failNext: 1, failStatus: 429, retryAfter: 7 });
  const failed = await refresh(issuer, refreshToken);
  expect([failed.status, failed.headers.get('retry-after')]).toEqual([429, '7']);
  server.set({ dropNext: 1 });
  await expect(refresh(issuer, refreshToken)).rejects.toThrow('fetch failed');
  expect((await refresh(issuer, refreshToken)).body['error']).toBe('invalid_grant');
});

test('the iss of an authorization response can lie (RFC 9207 §2)', async () => {
  server.set({ wrongIss: 'https://attacker.example' });
  const location = new URL(await authorizeAs(authorizationRequest(issuer, 'openid').url));
  expect(location.searchParams.get('iss')).toBe('https://attacker.example');
});

test('token requests are counted by grant, also over HTTP', async () => {
  const { refreshToken } = await signIn(issuer);
  await refresh(issuer, refreshToken);
  expect(server.counts()).toEqual({ authorization_code: 1, refresh_token: 1 });
  const response = await fetch(`${issuer}/__control`, {
    method: 'POST',
    body: JSON.stringify({ failNext: 1 }),
  });
  expect(await response.json()).toMatchObject({
    faults: { failNext: 1 },
    counts: { authorization_code: 1, refresh_token: 1 },
  });
  expect((await refresh(issuer, refreshToken)).status).toBe(503);
});
