import { describe, expect, it } from 'vitest';
import type { Http } from '../../../src/core/port/http.ts';
import { revokeConnection } from '../../../src/core/usecase/revoke-connection.ts';
import { revokePorts, signInRig, type SignInRig } from './sign-in-rig.ts';

const revoking = (rig: SignInRig) =>
  revokeConnection({
    ...rig,
    ...revokePorts(rig),
  });

const signedIn = async (metadata: Record<string, unknown> = {}) => {
  const rig = await signInRig({ server: { metadata } });
  const connection = await rig.signIn();
  return { rig, connection, revoke: () => revoking(rig)(connection.id) };
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
    expect(proof).toEqual({ method: 'introspection', outcome: 'dead' });
  });

  it('marks the record, keeps it, and hands out no token any more', async () => {
    const { rig, connection, revoke } = await signedIn();
    await revoke();
    expect(rig.connections.get(connection.id)).toEqual({
      ...connection,
      standing: {
        kind: 'sign-in-required',
        since: rig.clock.now(),
        because: 'VK_GRANT_REVOKED',
      },
    });
    expect(rig.accessTokens.peek(connection.id)).toBeUndefined();
    await expect(rig.accessTokens.get(connection.id)).rejects.toMatchObject({
      code: 'VK_GRANT_REVOKED',
    });
  });

  it('keeps a name that was given while the server was asked', async () => {
    const { rig, connection } = await signedIn();
    const revoked = revoking({
      ...rig,
      exchangeFor: async (one) => {
        await rig.connections.put({ ...connection, label: 'Private' });
        return rig.exchangeFor(one);
      },
    })(connection.id);
    expect((await revoked).connection.label).toBe('Private');
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
    const { rig, connection } = await signedIn();
    const refreshTokensAlone: Http = (url, request) =>
      request.body?.includes('token_type_hint=access_token') === true
        ? Promise.resolve(Response.json({ error: 'unsupported_token_type' }, { status: 400 }))
        : rig.server.http(url, request);
    const revocation = await revoking({
      ...rig,
      exchangeFor: async (one) => ({ ...(await rig.exchangeFor(one)), http: refreshTokensAlone }),
    })(connection.id);
    expect(revocation.connection.standing.kind).toBe('sign-in-required');
    expect(revocation.proof.outcome).toBe('dead');
    expect(rig.kept.of('revoke.access-token-refused')).toHaveLength(1);
  });
});
