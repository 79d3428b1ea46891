import { describe, expect, it } from 'vitest';
import type { Http } from '../../../src/core/port/http.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import type { FakeAuthorizationServer } from '../../fake/authorization-server.ts';
import { signInRig, type SignInRig } from './sign-in-rig.ts';

const expectNothingLeft = ({ connections, keychain, server }: SignInRig) => {
  expect(connections.list()).toEqual([]);
  expect([...keychain.items.keys()]).toEqual([]);
  expect(server.liveTokens('refresh_token')).toEqual([]);
};

/** The token response with something of it changed. */
const changingTokens = (
  change: (body: Record<string, unknown>) => Record<string, unknown> | Promise<object>,
) => {
  const http =
    (server: Http): Http =>
    async (url, request) => {
      const response = await server(url, request);
      if (!url.endsWith('/token') || !response.ok) return response;
      return Response.json(await change((await response.json()) as Record<string, unknown>));
    };
  return http;
};

/** Claims that an ID token of this server has, for a sign-in whose nonce is not known to it. */
const claimsOf = ({ issuer }: FakeAuthorizationServer, now: number, nonce?: string) => ({
  iss: issuer,
  sub: 'alice',
  aud: 'valet-key',
  iat: Math.floor(now / 1000),
  exp: Math.floor(now / 1000) + 300,
  ...(nonce === undefined ? {} : { nonce }),
});

describe('tokens that came with a bad ID token are not kept and are revoked', () => {
  it.each([
    ['TK-057 another nonce (OIDC Core §3.1.3.7, 11)', 'of-another-sign-in'],
    ['no nonce at all', undefined],
  ])('%s', async (_, nonce) => {
    let sign: () => Promise<string> = () => Promise.resolve('');
    const rig = await signInRig({
      http: changingTokens(async (body) => ({ ...body, id_token: await sign() })),
    });
    sign = () => rig.server.keys.sign(claimsOf(rig.server, rig.clock.now(), nonce));
    await expect(rig.signIn()).rejects.toMatchObject({ code: 'VK_ID_TOKEN_INVALID' });
    expect(rig.server.requestsTo('revoke')).toHaveLength(1);
    expectNothingLeft(rig);
  });

  it('no ID token though `openid` was asked for (OIDC Core §3.1.3.3)', async () => {
    const rig = await signInRig({
      http: changingTokens(({ id_token: _gone, ...body }) => body),
    });
    await expect(rig.signIn()).rejects.toMatchObject({
      code: 'VK_ID_TOKEN_MISSING',
    });
    expectNothingLeft(rig);
  });

  it('an ID token whose key nobody vouches for, because the keys do not come', async () => {
    const rig = await signInRig();
    rig.server.failNext('jwks', 'network');
    await expect(rig.signIn()).rejects.toMatchObject({ code: 'VK_OFFLINE' });
    expectNothingLeft(rig);
  });

  it('and where the revocation fails too, the first failure is reported', async () => {
    const rig = await signInRig();
    rig.server.failNext('jwks', 'network');
    rig.server.failNext('revoke', { status: 503, body: undefined });
    await expect(rig.signIn()).rejects.toMatchObject({ code: 'VK_OFFLINE' });
    expect(rig.connections.list()).toEqual([]);
  });
});

describe('the refresh token of a token response that we refuse is revoked (RFC 7009)', () => {
  it.each([
    ['no access token', { access_token: null }],
    ['a type that we do not know', { token_type: 'mac' }],
    ['an error beside it', { error: 'server_error' }],
  ])('%s', async (_, changes) => {
    const rig = await signInRig({ http: changingTokens((body) => ({ ...body, ...changes })) });
    await expect(rig.signIn()).rejects.toMatchObject({
      code: expect.stringMatching(/^VK_(RESPONSE_MALFORMED|SERVER_UNAVAILABLE)$/) as unknown,
    });
    expect(rig.server.requestsTo('revoke')).toHaveLength(1);
    expectNothingLeft(rig);
  });

  it('but not one that the person brought and that the server has not replaced', async () => {
    const rig = await signInRig();
    const { id } = await rig.signIn();
    const text = (await rig.tokenOf(id)) ?? '';
    const refreshToken = Secret.of('refresh-token', text);
    rig.server.failNext('token', {
      status: 200,
      body: { access_token: null, refresh_token: text },
    });
    const grant = { kind: 'refresh_token' as const, refreshToken };
    await expect(rig.signIn({ grant, scope: scopeOf(['read']) })).rejects.toMatchObject({
      code: 'VK_RESPONSE_MALFORMED',
    });
    expect(rig.server.requestsTo('revoke')).toEqual([]);
  });
});

describe('tokens that are refused while an older login of the same client lives on', () => {
  it.each([
    ['a reply without an access token', { access_token: null }, 'VK_RESPONSE_MALFORMED'],
    ['a reply without an ID token', { id_token: undefined }, 'VK_ID_TOKEN_MISSING'],
  ])(
    'are not revoked, since that may end the older login (RFC 7009 §2.1): %s',
    async (_, changes, code) => {
      let isSecond = false;
      const rig = await signInRig({
        http: changingTokens((body) => (isSecond ? { ...body, ...changes } : body)),
      });
      const { id } = await rig.signIn();
      const held = await rig.tokenOf(id);
      isSecond = true;
      await expect(rig.signIn()).rejects.toMatchObject({ code });
      expect(rig.server.requestsTo('revoke')).toEqual([]);
      expect(await rig.tokenOf(id)).toBe(held);
      expect(rig.kept.of('sign-in.tokens-left-at-server')).toHaveLength(1);
    },
  );
});

describe('an ID token that was not asked for never stops a sign-in', () => {
  it.each<[string, unknown]>([
    ['no JWT', 'not-a-jwt'],
    ['signed by somebody else', 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJtYWxsb3J5In0.c2ln'],
    ['signed with a secret', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtYWxsb3J5In0.c2ln'],
    ['null', null],
    ['empty', ''],
    ['a number', 5],
  ])('%s: the login is kept, and nobody is named', async (_, id_token) => {
    const rig = await signInRig({ http: changingTokens((body) => ({ ...body, id_token })) });
    const connection = await rig.signIn({ scope: scopeOf(['read']) });
    expect(connection.subject).toBeUndefined();
    expect(rig.connections.list()).toHaveLength(1);
  });

  it('nor do keys that do not come', async () => {
    let sign: () => Promise<string> = () => Promise.resolve('');
    const rig = await signInRig({
      http: changingTokens(async (body) => ({ ...body, id_token: await sign() })),
    });
    sign = () => rig.server.keys.sign(claimsOf(rig.server, rig.clock.now()));
    rig.server.failNext('jwks', 'network');
    expect((await rig.signIn({ scope: scopeOf(['read']) })).subject).toBeUndefined();
  });
});

describe('tokens that cannot be kept are revoked', () => {
  it('where the record is not written; keychain and journal hold nothing afterwards', async () => {
    const rig = await signInRig();
    rig.connections.failWrites(1);
    await expect(rig.signIn()).rejects.toMatchObject({ code: 'VK_RECORD_NOT_WRITTEN' });
    expectNothingLeft(rig);
  });

  it('with a client secret: that is gone as well', async () => {
    const clientSecret = 'correct-horse';
    const rig = await signInRig({
      server: { clients: [{ clientId: 'valet-key', clientSecret, redirectUris: REDIRECTS }] },
    });
    rig.connections.failWrites(1);
    const { registration } = rig.target();
    await expect(
      rig.signIn({
        registration: { ...registration, tokenEndpointAuthMethod: 'client_secret_basic' },
        credentials: { clientSecret: Secret.of('client-secret', clientSecret) },
      }),
    ).rejects.toMatchObject({ code: 'VK_RECORD_NOT_WRITTEN' });
    expectNothingLeft(rig);
  });

  it('where keychain and journal both refuse them', async () => {
    const rig = await signInRig();
    const opened = rig.browser.next();
    const { done } = rig.begin();
    const url = await opened;
    rig.journal.fill(true);
    // The first calls read what is there; from then on nothing can be written.
    for (let nth = 0; nth < 20; nth += 1) rig.keychain.failCall(nth, 'VK_KEYCHAIN_DENIED');
    rig.receivers.deliver(rig.server.authorize(url));
    await expect(done).rejects.toMatchObject({ name: 'ValetKeyError' });
    expect(rig.app.connections.list()).toEqual([]);
    // What the keychain may hold of it cannot be deleted now: the next start finds it by this.
    expect(rig.connections.list()).toMatchObject([{ unfinished: 'forget' }]);
    expect(rig.server.liveTokens('refresh_token')).toEqual([]);
  });

  it('but not where only the keychain fails: the token waits, sealed, until it answers', async () => {
    const rig = await signInRig();
    const opened = rig.browser.next();
    const { done } = rig.begin();
    const url = await opened;
    rig.receivers.deliver(rig.server.authorize(url));
    // The first call reads what is there, the next two are the write and the look at what came of it.
    rig.keychain.failCall(1, 'VK_KEYCHAIN_DENIED');
    rig.keychain.failCall(2, 'VK_KEYCHAIN_DENIED');
    const { id } = await done;
    expect(await rig.tokenOf(id)).toBeUndefined();
    expect(rig.refreshes.unsaved).toEqual([id]);
    await rig.refreshes.saveUnsaved();
    expect(rig.server.liveTokens('refresh_token')).toEqual([await rig.tokenOf(id)]);
  });
});

const REDIRECTS = ['http://127.0.0.1/callback'];
