import { describe, expect, it } from 'vitest';
import { createSecretStore } from '../../../src/core/connection/secret-store.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import { fakeApp, storageOn } from '../../fake/app-ports.ts';
import { fakeAuthorizationServer, type ServerOptions } from '../../fake/authorization-server.ts';
import { fakeClock } from '../../fake/clock.ts';
import { fakeConnectionStore } from '../../fake/connection-store.ts';
import { fakeKeychain } from '../../fake/keychain.ts';
import { connectionId, connectionOf } from '../../fixtures/connection.ts';

const ID = connectionId(1);
/** The fault runner asks for more. */
const ROUNDS = Number(process.env['VALET_KEY_FAULT_ROUNDS'] ?? 10);
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

/** The real protocol and the real keeping over a server that refuses what the RFCs refuse. */
const signedIn = async (options: Partial<ServerOptions> = {}) => {
  const clock = fakeClock();
  const server = await fakeAuthorizationServer({ clock, ...options });
  const callback = server.authorize(
    `${server.issuer}/authorize?` +
      new URLSearchParams({
        response_type: 'code',
        client_id: 'valet-key',
        redirect_uri: 'http://127.0.0.1:5000/callback',
        scope: 'read write admin',
        code_challenge: CHALLENGE,
        code_challenge_method: 'S256',
      }).toString(),
  );
  const response = await server.http(`${server.issuer}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'valet-key',
      code: new URL(callback).searchParams.get('code') ?? '',
      code_verifier: VERIFIER,
      redirect_uri: 'http://127.0.0.1:5000/callback',
    }).toString(),
  });
  const { refresh_token: first } = (await response.json()) as { readonly refresh_token: string };
  const records = fakeConnectionStore(connectionOf());
  const keychain = fakeKeychain();
  const secrets = createSecretStore(keychain);
  const { accessTokens, refreshes } = fakeApp({
    clock,
    connections: records,
    storage: storageOn(keychain),
    http: server.http,
  });
  await refreshes.keep(ID, Secret.of('refresh-token', first));
  const refreshRequests = () =>
    server.requestsTo('token').filter(({ form }) => form['grant_type'] === 'refresh_token');
  return { accessTokens, server, clock, records, refreshes, secrets, first, refreshRequests };
};

describe('a server that ends the grant when a refresh token is used twice (RFC 9700 §4.14.2)', () => {
  it('never sees one twice from us, with 50 callers over 20 expiries', async () => {
    const { accessTokens, server, clock, refreshRequests } = await signedIn();
    for (let expiry = 0; expiry < 20; expiry += 1) {
      await Promise.all(Array.from({ length: 50 }, () => accessTokens.get(ID)));
      await clock.advance(3600);
    }
    const sent = refreshRequests().map(({ form }) => form['refresh_token']);
    expect(sent).toHaveLength(20);
    expect(new Set(sent).size).toBe(20);
    expect(server.liveTokens('refresh_token')).toHaveLength(1);
  });

  it('ends the login where somebody else uses the old one: marked, kept, not sent again', async () => {
    const { accessTokens, clock, records, secrets, first, server, refreshRequests } =
      await signedIn();
    await accessTokens.get(ID);
    const thief = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: 'valet-key',
      refresh_token: first,
    });
    await server.http(`${server.issuer}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: thief.toString(),
    });
    await clock.advance(3600);
    for (let call = 0; call < 5; call += 1) {
      await expect(accessTokens.get(ID)).rejects.toMatchObject({ code: 'VK_GRANT_REVOKED' });
      await clock.advance(60);
    }
    expect(records.get(ID)?.standing).toMatchObject({ kind: 'sign-in-required' });
    expect(await secrets.readRefreshToken(ID)).toBeDefined();
    expect(refreshRequests()).toHaveLength(3);
  });

  it('tells a lost reply from a revocation', async () => {
    const { accessTokens, server, records } = await signedIn();
    server.failNext('token', 'lost-reply');
    await expect(accessTokens.get(ID)).rejects.toMatchObject({ code: 'VK_REFRESH_INTERRUPTED' });
    expect(records.get(ID)?.standing).toMatchObject({ because: 'VK_REFRESH_INTERRUPTED' });
  });
});

describe('the network between us (F7)', () => {
  const html = (status: number) => ({ status, body: '<h1>trouble</h1>' });
  it.each([
    ['a reply lost after the server acted', 'lost-reply'],
    ['a connection that is never made', 'network'],
    ['502 with HTML', html(502)],
    ['503 with HTML', html(503)],
    ['307 elsewhere', { status: 307, body: undefined }],
    ['302 to a login page', { status: 302, body: undefined }],
    ['200 with HTML (a captive portal)', html(200)],
    ['200 cut off in the middle', { status: 200, body: '{"access_token":"abc' }],
  ] as const)('%s: one repeat at most, and the login lives on', async (_title, failure) => {
    const { accessTokens, server, clock, records, refreshRequests } = await signedIn({
      rotation: 'grace',
    });
    for (let turn = 0; turn < ROUNDS; turn += 1) {
      const before = refreshRequests().length;
      server.failNext('token', failure);
      await accessTokens.get(ID).catch(() => undefined);
      expect(refreshRequests().length - before).toBeLessThanOrEqual(2);
      await clock.advance(3600);
    }
    await accessTokens.get(ID);
    expect(records.get(ID)?.standing).toEqual({ kind: 'active' });
    expect(server.liveTokens('refresh_token').length).toBeGreaterThan(0);
  });
});

describe('other manners of servers', () => {
  it('that leave out the refresh token keep the login (Google, RFC 6749 §6)', async () => {
    const { accessTokens, clock, secrets, first } = await signedIn({ rotation: 'none' });
    for (let expiry = 0; expiry < 5; expiry += 1) {
      await accessTokens.get(ID);
      await clock.advance(3600);
    }
    expect((await secrets.readRefreshToken(ID))?.refreshToken.expose()).toBe(first);
  });

  it('that narrow a token narrow only that token', async () => {
    const { accessTokens } = await signedIn();
    expect((await accessTokens.get(ID, { scope: ['read'] as never })).scope).toEqual(['read']);
    expect((await accessTokens.get(ID)).scope).toEqual(['admin', 'read', 'write']);
  });
});
