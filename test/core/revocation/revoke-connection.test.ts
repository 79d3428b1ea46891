import { describe, expect, it } from 'vitest';
import type { Http } from '../../../src/core/port/http.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import type { RevocationPart } from '../../../src/vocabulary/revocation.ts';
import { loginAt } from './revocation-facts.ts';
import { signInRig, type SignInRig } from '../sign-in/sign-in-rig.ts';

const signedIn = async (metadata: Record<string, unknown> = {}, http?: (server: Http) => Http) => {
  const rig = await signInRig({
    server: { metadata },
    ...(http === undefined ? {} : { http }),
  });
  const connection = await rig.signIn();
  return { rig, connection, revoke: () => rig.app.revoke(connection.id) };
};

describe('revoking a connection (RFC 7009)', () => {
  it('ends the refresh token first, then the access token, and proves it by introspection', async () => {
    const { rig, revoke } = await signedIn();
    const { proof } = await revoke();
    expect(rig.server.requestsTo('revoke').map(({ form }) => form['token_type_hint'])).toEqual([
      'refresh_token',
      'access_token',
    ]);
    expect(rig.server.liveTokens('refresh_token')).toEqual([]);
    expect(rig.server.liveTokens('access_token')).toEqual([]);
    expect(proof).toEqual({ method: 'introspection', outcome: 'inactive' });
  });

  it('marks the record, keeps it, and hands out no token any more', async () => {
    const { rig, connection, revoke } = await signedIn();
    await revoke();
    expect(rig.connections.get(connection.id)).toEqual({
      ...connection,
      hasRefreshToken: false,
      standing: {
        kind: 'sign-in-required',
        since: rig.clock.now(),
        because: 'VK_GRANT_REVOKED',
        revokedHere: { method: 'introspection', outcome: 'inactive' },
      },
    });
    expect(rig.accessTokens.peek(connection.id)).toBeUndefined();
    await expect(rig.accessTokens.get(connection.id)).rejects.toMatchObject({
      code: 'VK_GRANT_REVOKED',
    });
  });

  it('keeps a name that was given while the server was asked', async () => {
    let whenAsked = (): Promise<void> => Promise.resolve();
    const { rig, connection, revoke } = await signedIn({}, (server) => async (url, request) => {
      if (url.endsWith('/revoke')) await whenAsked();
      return server(url, request);
    });
    whenAsked = () => rig.connections.put({ ...connection, label: 'Private' });
    expect((await revoke()).connection.label).toBe('Private');
  });

  it('is not possible where the server has no endpoint for it, and nothing is asked', async () => {
    const { rig, connection, revoke } = await signedIn({ revocation_endpoint: undefined });
    const before = rig.server.requests.length;
    await expect(revoke()).rejects.toMatchObject({ code: 'VK_UNSUPPORTED_BY_SERVER' });
    expect(rig.server.requests).toHaveLength(before);
    expect(rig.connections.get(connection.id)).toEqual(connection);
  });

  it.each([
    ['offline', 'network', 'VK_OFFLINE'],
    ['503 (RFC 7009 §2.2.1)', { status: 503, body: undefined }, 'VK_SERVER_UNAVAILABLE'],
  ] as const)('changes nothing here where it fails: %s', async (_, failure, code) => {
    const { rig, connection, revoke } = await signedIn();
    rig.server.failNext('revoke', failure);
    await expect(revoke()).rejects.toMatchObject({ code });
    expect(rig.connections.get(connection.id)).toEqual(connection);
    expect(rig.accessTokens.peek(connection.id)).toBeDefined();
    await expect(rig.accessTokens.refresh(connection.id)).resolves.toBeDefined();
  });

  it('is done where the server takes refresh tokens alone (RFC 7009 §2.2.1)', async () => {
    const { rig, revoke } = await signedIn(
      {},
      (server) => (url, request) =>
        url.endsWith('/revoke') && request.body?.includes('token_type_hint=access_token') === true
          ? Promise.resolve(Response.json({ error: 'unsupported_token_type' }, { status: 400 }))
          : server(url, request),
    );
    const revocation = await revoke();
    expect(revocation.connection.standing.kind).toBe('sign-in-required');
    expect(revocation.proof.outcome).toBe('inactive');
    expect(rig.kept.of('revoke.access-token-refused')).toHaveLength(1);
  });
});

describe('revoking a part of a login (RFC 7009 §2.1)', () => {
  const part = async (what: RevocationPart) => {
    const rig = await signInRig();
    const connection = await rig.signIn();
    const revocation = await rig.app.revoke(connection.id, what);
    return { rig, connection, revocation };
  };
  const hints = ({ server }: SignInRig) =>
    server.requestsTo('revoke').map(({ form }) => form['token_type_hint']);

  it('ends the access token alone: the login goes on, and its next token is a new one', async () => {
    const { rig, connection, revocation } = await part('access-token');
    expect(hints(rig)).toEqual(['access_token']);
    expect(revocation.connection.standing).toEqual({ kind: 'active' });
    expect(revocation.proof).toEqual({ method: 'introspection', outcome: 'inactive' });
    expect(rig.accessTokens.held(connection.id)).toEqual([]);
    await expect(rig.accessTokens.get(connection.id)).resolves.toBeDefined();
    expect(rig.server.liveTokens('access_token')).toHaveLength(1);
  });

  it('ends the refresh token alone, and asks about that one', async () => {
    const { rig, revocation } = await part('refresh-token');
    expect(hints(rig)).toEqual(['refresh_token']);
    expect(revocation.connection.standing.kind).toBe('sign-in-required');
    expect(revocation.proof.outcome).toBe('inactive');
  });

  it('revokes every access token in memory, whatever its scope', async () => {
    const rig = await signInRig();
    const connection = await rig.signIn();
    await rig.accessTokens.get(connection.id, { scope: scopeOf(['read']) });
    await rig.app.revoke(connection.id);
    expect(hints(rig)).toEqual(['refresh_token', 'access_token', 'access_token']);
    expect(rig.server.liveTokens('access_token')).toEqual([]);
  });

  it('is refused where the provider tells no part from the rest, and nothing is sent', async () => {
    const { rig, connection, ask } = await atProvider('dropbox');
    await expect(rig.app.revoke(connection.id, 'access-token')).rejects.toMatchObject({
      code: 'VK_INVALID_INPUT',
    });
    expect(ask.urls).toEqual([]);
  });
});

/** A login by a preset: its own interface answers what is given, the rest is the strict server. */
const atProvider = async (preset: string, reply = () => new Response(null, { status: 200 })) => {
  const ask = { urls: [] as string[] };
  const rig = await signInRig({
    server: { metadata: { revocation_endpoint: undefined } },
    http: (server) => (url, request) => {
      if (url.startsWith('https://as.example')) return server(url, request);
      ask.urls.push(`${request.method} ${url}`);
      return Promise.resolve(reply());
    },
  });
  const signedIn = await rig.signIn();
  const { issuer, options } = loginAt(preset);
  const connection = { ...signedIn, issuer, ...(options === undefined ? {} : { options }) };
  await rig.connections.put(connection);
  return { rig, connection, ask };
};

describe('revoking by a provider’s own interface', () => {
  it('ends the grant, and asks the provider whether the token is dead', async () => {
    const dead = () => Response.json({ status: 401, message: 'invalid' }, { status: 401 });
    const replies = [() => new Response(null, { status: 200 }), dead];
    const { rig, connection, ask } = await atProvider('twitch', () => (replies.shift() ?? dead)());
    await rig.connections.put({ ...connection, metadata: { issuer: connection.issuer } });
    const { proof, connection: after } = await rig.app.revoke(connection.id);
    expect(ask.urls).toEqual([
      'POST https://id.twitch.tv/oauth2/revoke',
      'GET https://id.twitch.tv/oauth2/validate',
    ]);
    expect(proof).toEqual({ method: 'token-info', outcome: 'inactive' });
    expect(after.standing.kind).toBe('sign-in-required');
  });

  it('gets an access token first where nothing else ends the grant', async () => {
    const { rig, connection, ask } = await atProvider('dropbox');
    rig.accessTokens.drop(connection.id);
    await rig.app.revoke(connection.id);
    expect(ask.urls).toEqual(['POST https://api.dropboxapi.com/2/auth/token/revoke']);
    expect(rig.server.requestsTo('token').at(-1)?.form['grant_type']).toBe('refresh_token');
  });

  it('says that nothing was held, and changes nothing, where there is no token to send', async () => {
    const { rig, connection, ask } = await atProvider('dropbox');
    rig.accessTokens.drop(connection.id);
    await rig.refreshes.forget(connection.id);
    await rig.connections.put({ ...connection, hasRefreshToken: false });
    const revocation = await rig.app.revoke(connection.id);
    expect(revocation.proof).toEqual({ method: 'nothing-held', outcome: 'unknown' });
    expect(revocation.connection.standing).toEqual({ kind: 'active' });
    expect(ask.urls).toEqual([]);
  });

  it('says that the client secret is missing, and asks nobody', async () => {
    const { rig, connection, ask } = await atProvider('github');
    await expect(rig.app.revoke(connection.id)).rejects.toMatchObject({
      code: 'VK_UNSUPPORTED_BY_SERVER',
      fields: { why: 'needs-secret' },
    });
    expect(ask.urls).toEqual([]);
  });

  it('changes nothing here where the provider refuses with status 200', async () => {
    const { rig, connection } = await atProvider('slack', () =>
      Response.json({ ok: false, error: 'ratelimited' }),
    );
    await expect(rig.app.revoke(connection.id)).rejects.toMatchObject({
      code: 'VK_REQUEST_REJECTED',
    });
    expect(rig.connections.get(connection.id)).toEqual(connection);
    expect(rig.accessTokens.held(connection.id)).toHaveLength(1);
  });
});
