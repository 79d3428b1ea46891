import { describe, expect, it } from 'vitest';
import { signInRig } from './sign-in-rig.ts';

const REGISTERS = { registration_endpoint: 'https://as.example/register' };

/** A connection whose client was registered for it, and its manager. */
const managedRig = async (tokenEndpointAuthMethod: 'none' | 'client_secret_basic' = 'none') => {
  const rig = await signInRig({ server: { metadata: REGISTERS } });
  const registration = { ...rig.target().registration, clientId: '', tokenEndpointAuthMethod };
  const { id } = await rig.signIn({ registration, register: {} });
  return {
    ...rig,
    id,
    manager: rig.app.registrations,
    client: () => rig.server.registeredClients()[0],
    tokenKept: async () =>
      (await rig.secrets.readSecret('registration-token', `${id}-registration`))?.expose(),
  };
};

describe('the registration of a connection’s client (RFC 7592)', () => {
  it('is read, and a new registration access token takes the old one’s place (§3)', async () => {
    const { manager, id, client, tokenKept } = await managedRig();
    const before = await tokenKept();
    const { metadata } = await manager.read(id);
    expect(metadata).toMatchObject({ client_name: 'Valet Key', application_type: 'native' });
    expect(await tokenKept()).toBe(client()?.token);
    expect(await tokenKept()).not.toBe(before);
  });

  it('is changed without losing what it does not know of (§2.2)', async () => {
    const { manager, id, client, tokenKept } = await managedRig('client_secret_basic');
    const secret = client()?.clientSecret;
    const redirectUris = ['http://127.0.0.1/callback', 'dev.valetkey.app:/callback'];
    await manager.update(id, { clientName: 'Mine', redirectUris });
    expect(client()).toMatchObject({
      clientSecret: secret,
      metadata: {
        client_name: 'Mine',
        redirect_uris: redirectUris,
        application_type: 'native',
        grant_types: ['authorization_code', 'refresh_token'],
      },
    });
    expect(await tokenKept()).toBe(client()?.token);
  });

  it.each(['', 'no uri', 'https://client.example/cb#part'])(
    'takes no redirect URI such as "%s", and asks the server nothing (RFC 6749 §3.1.2)',
    async (uri) => {
      const { manager, id, server } = await managedRig();
      await expect(
        manager.update(id, { clientName: 'Mine', redirectUris: [uri] }),
      ).rejects.toMatchObject({ code: 'VK_INVALID_INPUT', fields: { field: 'redirectUris' } });
      expect(server.requestsTo('manage')).toEqual([]);
    },
  );

  it('is not lost where the keychain fails just as the token is replaced', async () => {
    const { manager, id, keychain, client, tokenKept } = await managedRig();
    for (let nth = 1; nth < 9; nth += 1) keychain.failCall(nth, 'VK_KEYCHAIN_DENIED');
    await expect(manager.read(id)).rejects.toMatchObject({ name: 'ValetKeyError' });
    for (let round = 0; round < 9; round += 1) await manager.read(id).catch(() => undefined);
    expect(await tokenKept()).toBe(client()?.token);
  });

  it('is deleted: the record stays, marked, and the next sign-in registers anew', async () => {
    const rig = await managedRig('client_secret_basic');
    const { manager, id, server, connections, keychain, accessTokens } = rig;
    const first = rig.client()?.clientId;
    const { registration, standing } = await manager.remove(id);
    expect(registration).toMatchObject({ clientId: first, isDeleted: true });
    expect(registration).not.toHaveProperty('managementUri');
    expect(standing).toMatchObject({ kind: 'sign-in-required', because: 'VK_GRANT_REVOKED' });
    expect(accessTokens.held(id)).toEqual([]);
    expect(server.registeredClients()).toEqual([]);
    expect([...keychain.items.keys()].filter((name) => name.includes('registration'))).toEqual([]);
    await expect(manager.read(id)).rejects.toMatchObject({ code: 'VK_UNSUPPORTED_BY_SERVER' });

    const existing = connections.get(id);
    if (existing === undefined) throw new Error('the record is gone');
    const again = await rig.signIn({ registration, register: {}, existing });
    expect(again).toMatchObject({ id, standing: { kind: 'active' } });
    expect(again.registration).not.toHaveProperty('isDeleted');
    expect(again.registration.clientId).not.toBe(first);
  });

  it('stays as it is where the server will not delete it', async () => {
    const { manager, id, server, connections, tokenKept } = await managedRig();
    const before = connections.get(id);
    server.failNext('manage', { status: 405, body: undefined });
    await expect(manager.remove(id)).rejects.toMatchObject({ fields: { status: 405 } });
    expect(connections.get(id)).toEqual(before);
    expect(await tokenKept()).toBeDefined();
  });

  it('cannot be managed for a client that a person registered', async () => {
    const rig = await signInRig();
    const { id } = await rig.signIn();
    await expect(rig.app.registrations.read(id)).rejects.toMatchObject({
      code: 'VK_UNSUPPORTED_BY_SERVER',
    });
  });

  it('has its token deleted with the connection', async () => {
    const { id, app, keychain } = await managedRig();
    await app.forget(id);
    expect([...keychain.items.keys()]).toEqual([]);
  });
});
