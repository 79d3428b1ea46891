import { describe, expect, it } from 'vitest';
import type { Http } from '../../../src/core/port/http.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import type { RevocationPart } from '../../../src/vocabulary/revocation.ts';
import { fakeKeychain } from '../../fake/keychain.ts';
import { signInRig } from '../sign-in/sign-in-rig.ts';

const revoked = async (
  what: RevocationPart = 'grant',
  metadata: Record<string, unknown> = {},
  http?: (server: Http) => Http,
) => {
  const rig = await signInRig({
    server: { metadata },
    ...(http === undefined ? {} : { http }),
  });
  const { id } = await rig.signIn();
  const before = await rig.tokenOf(id);
  const { proof } = await rig.app.revoke(id, what);
  return { rig, id, proof, before, held: await rig.tokenOf(id), record: rig.connections.get(id) };
};

describe('a refresh token that the person has revoked (RFC 7009 §2)', () => {
  it.each(['grant', 'refresh-token'] as const)(
    'leaves keychain and journal where the server has confirmed it: %s',
    async (what) => {
      const { rig, id, proof, before, held, record } = await revoked(what);
      expect(before).toBeDefined();
      expect(proof.outcome).toBe('inactive');
      expect(held).toBeUndefined();
      expect((await rig.journal.read(id)).records).toEqual([]);
      expect(record).toMatchObject({
        hasRefreshToken: false,
        standing: { kind: 'sign-in-required', because: 'VK_GRANT_REVOKED' },
      });
    },
  );

  it('stays where nobody could find out whether it is dead', async () => {
    const { proof, before, held, record } = await revoked(
      'grant',
      { introspection_endpoint: undefined, userinfo_endpoint: undefined },
      (server) => {
        let isRevoked = false;
        return (url, request) => {
          isRevoked ||= url.endsWith('/revoke');
          return isRevoked && url.endsWith('/token')
            ? Promise.resolve(new Response(null, { status: 503 }))
            : server(url, request);
        };
      },
    );
    expect(proof.outcome).toBe('unknown');
    expect(held).toBe(before);
    expect(record?.hasRefreshToken).toBe(true);
  });

  it('stays where the server says that it still works', async () => {
    const { proof, before, held } = await revoked(
      'grant',
      {},
      (server) => (url, request) =>
        url.endsWith('/introspect')
          ? Promise.resolve(Response.json({ active: true }))
          : server(url, request),
    );
    expect(proof.outcome).toBe('active');
    expect(held).toBe(before);
  });

  it('stays where the server ended the access token and says that the refresh token lives', async () => {
    let isFirst = true;
    const { proof, before, held, record } = await revoked(
      'grant',
      {},
      (server) => (url, request) => {
        if (!url.endsWith('/introspect')) return server(url, request);
        const active = !isFirst;
        isFirst = false;
        return Promise.resolve(Response.json({ active }));
      },
    );
    expect(proof.outcome).toBe('inactive');
    expect(held).toBe(before);
    expect(record).toMatchObject({ hasRefreshToken: true });
  });

  it('is the newest there is, also where that still waits for the keychain', async () => {
    const rig = await signInRig();
    const { id } = await rig.signIn();
    const older = await rig.tokenOf(id);
    const stored = await rig.secrets.readRefreshToken(id);
    await rig.accessTokens.refresh(id);
    const newest = await rig.tokenOf(id);
    // As after a crash between seal and keychain.
    await rig.secrets.forget(id);
    await rig.secrets.writeRefreshToken(
      id,
      1,
      stored?.refreshToken ?? Secret.of('refresh-token', ''),
    );
    await rig.journal.append(id, {
      kind: 'sealed',
      generation: 2,
      refreshToken: Secret.of('refresh-token', newest ?? ''),
    });
    await rig.app.revoke(id);
    expect(newest).not.toBe(older);
    expect(rig.server.requestsTo('revoke')[0]?.form['token']).toBe(newest);
    expect(await rig.tokenOf(id)).toBeUndefined();
  });

  it('stays where only the access token was revoked', async () => {
    const { before, held } = await revoked('access-token');
    expect(held).toBe(before);
  });

  it('stays where the server ended the grant without being asked: the record is marked', async () => {
    const rig = await signInRig();
    const { id } = await rig.signIn();
    const before = await rig.tokenOf(id);
    rig.server.endAllGrants();
    await expect(rig.accessTokens.refresh(id)).rejects.toMatchObject({ code: 'VK_GRANT_REVOKED' });
    expect(await rig.tokenOf(id)).toBe(before);
    expect(rig.connections.get(id)).toMatchObject({
      hasRefreshToken: true,
      standing: { kind: 'sign-in-required' },
    });
  });

  it('is removed at the next start where the keychain refused, and its record learns of it', async () => {
    const keychain = fakeKeychain();
    const rig = await signInRig({ keychain });
    const { id } = await rig.signIn();
    keychain.refuseDeletes(true);
    expect((await rig.app.revoke(id)).proof.outcome).toBe('inactive');
    expect(keychain.items.has(`g.${id}`)).toBe(true);
    expect(rig.kept.of('revoke.token-not-removed')).toHaveLength(1);
    keychain.refuseDeletes(false);
    await rig.accessTokens.resume();
    expect(keychain.items.has(`g.${id}`)).toBe(false);
    expect(rig.connections.get(id)?.hasRefreshToken).toBe(false);
  });

  it('makes a person who asks for a token sign in, and stays known as revoked', async () => {
    const { rig, id } = await revoked();
    await expect(rig.accessTokens.refresh(id)).rejects.toMatchObject({
      code: 'VK_SIGN_IN_REQUIRED',
    });
    expect(rig.connections.get(id)?.standing).toMatchObject({ because: 'VK_GRANT_REVOKED' });
  });
});
