import { describe, expect, it } from 'vitest';
import { PUBLIC_HOSTS } from '../../src/core/model/issuer.ts';
import { scopeOf } from '../../src/core/model/scope.ts';
import { buildAuthorizationRequest } from '../../src/core/oauth/authorization-request.ts';
import { judgeRedirect } from '../../src/core/oauth/authorization-response.ts';
import { discover } from '../../src/core/oauth/discovery/discovery.ts';
import { verifyIdToken } from '../../src/core/oauth/token/id-token.ts';
import { fetchKeys } from '../../src/core/oauth/token/jwks.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import { fakeAuthorizationServer, type ServerOptions } from './authorization-server.ts';
import { fakeClock } from './clock.ts';
import { fakeRandom } from './random.ts';

type Reply = Readonly<Record<string, string | number | boolean>>;

/** A server, and a client that does what it is told, right or wrong. */
const setUp = async (options: Partial<ServerOptions> = {}) => {
  const clock = fakeClock();
  const server = await fakeAuthorizationServer({ clock, ...options });
  const { metadata } = await discover(server.http, server.issuer, PUBLIC_HOSTS);
  const post = async (endpoint: string, form: Readonly<Record<string, string>>) => {
    const response = await server.http(`https://as.example/${endpoint}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ client_id: 'valet-key', ...form }).toString(),
    });
    const text = await response.text();
    return {
      status: response.status,
      ...(text === '' ? {} : (JSON.parse(text) as Reply)),
    } as Reply;
  };
  const authorize = async (scope = 'openid read') => {
    const { url, transaction } = await buildAuthorizationRequest(
      {
        metadata,
        registration: {
          clientId: 'valet-key',
          tokenEndpointAuthMethod: 'none',
          redirectMethod: 'loopback',
          redirectPath: '/callback',
        },
        redirectUri: 'http://127.0.0.1:51004/callback',
        scope: scopeOf(scope.split(' ')),
      },
      fakeRandom(),
    );
    const judged = judgeRedirect(server.authorize(url), (state) =>
      state === transaction.state ? { kind: 'pending', transaction } : { kind: 'unknown' },
    );
    if (judged.verdict !== 'proceed') throw new Error(judged.verdict);
    const form = {
      grant_type: 'authorization_code',
      code: judged.code.expose(),
      redirect_uri: transaction.redirectUri,
      code_verifier: transaction.codeVerifier.expose(),
    };
    return { form, transaction };
  };
  const signIn = async () => post('token', (await authorize()).form);
  const refresh = (token: unknown) =>
    post('token', { grant_type: 'refresh_token', refresh_token: String(token) });
  return { server, clock, metadata, post, authorize, signIn, refresh };
};

const REFUSED = { status: 400, error: 'invalid_grant' };

describe('the fake authorization server', () => {
  it('carries a sign-in through to a verified ID token', async () => {
    const { server, metadata, post, authorize, clock } = await setUp();
    const { form, transaction } = await authorize();
    const reply = await post('token', form);
    const { subject } = await verifyIdToken({
      idToken: Secret.of('id-token', String(reply['id_token'])),
      metadata,
      clientId: 'valet-key',
      keys: await fetchKeys(server.http, metadata),
      now: clock.now(),
      accessToken: Secret.of('access-token', String(reply['access_token'])),
      ...(transaction.nonce === undefined ? {} : { nonce: transaction.nonce }),
    });
    expect(subject.sub).toBe('alice');
    expect(server.liveTokens('access_token')).toEqual([reply['access_token']]);
    expect(server.liveTokens('refresh_token')).toEqual([reply['refresh_token']]);
  });

  it.each([
    ['another redirect_uri', { redirect_uri: 'http://127.0.0.1:51005/callback' }],
    ['another verifier', { code_verifier: 'x'.repeat(43) }],
    ['no verifier', { code_verifier: '' }],
    ['another code', { code: 'code-0' }],
  ])('refuses %s (RFC 6749 §4.1.3, RFC 7636 §4.6)', async (_what, change) => {
    const { server, post, authorize } = await setUp();
    const { form } = await authorize();
    expect(await post('token', { ...form, ...change })).toMatchObject(REFUSED);
    expect(server.liveTokens('access_token')).toEqual([]);
  });

  it('revokes everything when a code is used twice (RFC 6749 §4.1.2)', async () => {
    const { server, post, authorize } = await setUp();
    const { form } = await authorize();
    await post('token', form);
    expect(await post('token', form)).toMatchObject(REFUSED);
    expect(server.liveTokens('refresh_token')).toEqual([]);
  });

  it('rotates, and ends the grant on reuse (RFC 9700 §4.14.2)', async () => {
    const { server, signIn, refresh } = await setUp();
    const first = await signIn();
    const second = await refresh(first['refresh_token']);
    expect(second['refresh_token']).not.toBe(first['refresh_token']);
    expect(await refresh(first['refresh_token'])).toMatchObject(REFUSED);
    expect(await refresh(second['refresh_token'])).toMatchObject(REFUSED);
    expect(server.liveTokens('access_token')).toEqual([]);
  });

  it('takes the old token a little longer where it grants a grace period', async () => {
    const { signIn, refresh, clock } = await setUp({ rotation: 'grace', graceSeconds: 10 });
    const first = await signIn();
    await refresh(first['refresh_token']);
    await clock.advance(10);
    expect(await refresh(first['refresh_token'])).toMatchObject({ status: 200 });
    await clock.advance(1);
    expect(await refresh(first['refresh_token'])).toMatchObject(REFUSED);
  });

  it('leaves the token where it does not rotate, or gives none at all', async () => {
    const lasting = await setUp({ rotation: 'none' });
    const { refresh_token: token } = await lasting.signIn();
    expect(await lasting.refresh(token)).not.toHaveProperty('refresh_token');
    expect(await lasting.refresh(token)).toMatchObject({ status: 200 });
    const none = await setUp({ omitRefreshToken: true });
    expect(await none.signIn()).not.toHaveProperty('refresh_token');
  });

  it('can lose a request, a reply, or answer anything', async () => {
    const { server, signIn, refresh } = await setUp();
    const first = await signIn();
    const before = server.requests.length;
    server.failNext('token', 'network');
    await expect(refresh(first['refresh_token'])).rejects.toMatchObject({ code: 'VK_OFFLINE' });
    expect(server.requests).toHaveLength(before);
    server.failNext('token', { status: 503, body: { error: 'temporarily_unavailable' } });
    expect(await refresh(first['refresh_token'])).toMatchObject({ status: 503 });
    server.failNext('token', 'lost-reply');
    await expect(refresh(first['refresh_token'])).rejects.toMatchObject({ code: 'VK_OFFLINE' });
    expect(server.liveTokens('refresh_token')).not.toContain(first['refresh_token']);
    expect(server.liveTokens('refresh_token')).toHaveLength(1);
  });

  it('revokes and introspects (RFC 7009 §2, RFC 7662 §2.2)', async () => {
    const { signIn, post } = await setUp();
    const reply = await signIn();
    const token = String(reply['access_token']);
    expect(await post('introspect', { token })).toMatchObject({ active: true, sub: 'alice' });
    expect(await post('revoke', { token: String(reply['refresh_token']) })).toEqual({
      status: 200,
    });
    expect(await post('introspect', { token })).toEqual({ status: 200, active: false });
    expect(await post('revoke', { token: 'unknown' })).toEqual({ status: 200 });
  });

  it('lets tokens expire', async () => {
    const { server, signIn, clock } = await setUp({ accessTokenLifetime: 30 });
    await signIn();
    await clock.advance(30);
    expect(server.liveTokens('access_token')).toEqual([]);
  });

  it('knows its clients by their secrets (RFC 6749 §2.3.1)', async () => {
    const clients = [{ clientId: 'robot', clientSecret: 's3cr&t', redirectUris: [] }];
    const { server } = await setUp({ clients });
    const ask = async (secret: string): Promise<number> => {
      const basic = btoa(`robot:${encodeURIComponent(secret)}`);
      const reply = await server.http('https://as.example/token', {
        method: 'POST',
        headers: { authorization: `Basic ${basic}` },
        body: 'grant_type=client_credentials&scope=read',
      });
      return reply.status;
    };
    expect([await ask('s3cr&t'), await ask('wrong')]).toEqual([200, 401]);
  });
});
