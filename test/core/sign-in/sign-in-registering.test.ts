import { exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/core/secret/secret.ts';
import type { SignInTarget } from '../../../src/core/sign-in/sign-in.ts';
import { signInRig, type SignInRig } from './sign-in-rig.ts';

const REGISTERS = { registration_endpoint: 'https://as.example/register' };

const registeringRig = (server: NonNullable<Parameters<typeof signInRig>[0]>['server'] = {}) =>
  signInRig({ server: { metadata: REGISTERS, ...server } });

const wish = (
  rig: SignInRig,
  changes: Partial<SignInTarget['registration']> = {},
): Partial<SignInTarget> => ({
  registration: { ...rig.target().registration, clientId: '', ...changes },
  register: {},
});

const askedOf = ({ server }: SignInRig): unknown =>
  JSON.parse(server.requestsTo('register')[0]?.body ?? '');

describe('a sign-in as a client that is registered for it (RFC 7591)', () => {
  it('asks to be a public native client with the scope wanted and the redirect URI that is then used', async () => {
    const rig = await registeringRig();
    const connection = await rig.signIn(wish(rig));
    expect(askedOf(rig)).toEqual({
      client_name: 'Valet Key',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      redirect_uris: ['http://127.0.0.1:49001/callback'],
      scope: 'openid read',
    });
    const [client] = rig.server.registeredClients();
    expect(connection.registration).toEqual({
      ...rig.target().registration,
      clientId: client?.clientId,
      isOurs: true,
      loopbackPort: 49_001,
      managementUri: `https://as.example/manage?client=${client?.clientId}`,
    });
  });

  it.each([
    [{ redirectMethod: 'private-use-scheme' }, 'dev.valetkey.app:/callback'],
    [{ loopbackPort: 49_001 }, 'http://127.0.0.1:49001/callback'],
    [{ loopbackHost: 'localhost' }, 'http://localhost:49001/callback'],
  ] as const)('registers the redirect that was chosen: %j', async (changes, uri) => {
    const rig = await registeringRig();
    await rig.signIn(wish(rig, changes)).catch(() => undefined);
    expect(askedOf(rig)).toMatchObject({ redirect_uris: [uri] });
  });

  it('keeps the port open that it registers, so that no other program can take it meanwhile', async () => {
    const heldAtRegistration: string[][] = [];
    const rig = await signInRig({
      server: { metadata: REGISTERS },
      http: (inner) => (url, request) => {
        if (url.endsWith('/register')) heldAtRegistration.push([...rig.receivers.open.keys()]);
        return inner(url, request);
      },
    });
    await rig.signIn(wish(rig));
    expect(heldAtRegistration).toEqual([['http://127.0.0.1:49001/callback']]);
    expect([...rig.receivers.open.keys()]).toEqual([]);
  });

  it('closes the port again where the registration fails', async () => {
    const rig = await registeringRig({ initialAccessToken: 'may-register' });
    await rig.signIn(wish(rig)).catch(() => undefined);
    expect([...rig.receivers.open.keys()]).toEqual([]);
  });

  it('keeps secret and registration access token in the keychain, and nowhere else', async () => {
    const rig = await registeringRig();
    const { id, registration } = await rig.signIn(
      wish(rig, { tokenEndpointAuthMethod: 'client_secret_basic' }),
    );
    const [client] = rig.server.registeredClients();
    const kept = async (kind: 'client-secret' | 'registration-token', name: string) =>
      (await rig.secrets.readSecret(kind, name))?.expose();
    expect(await kept('client-secret', id)).toBe(client?.clientSecret);
    expect(await kept('registration-token', `${id}-registration`)).toBe(client?.token);
    expect(JSON.stringify(registration)).not.toContain(client?.token);
    expect(await rig.accessTokens.get(id, {})).toMatchObject({
      tokenType: 'bearer',
    });
  });

  it('shows the initial access token it was given (§3)', async () => {
    const rig = await registeringRig({ initialAccessToken: 'may-register' });
    await expect(rig.signIn(wish(rig))).rejects.toMatchObject({ code: 'VK_REQUEST_REJECTED' });
    const initialAccessToken = Secret.of('registration-token', 'may-register');
    const { standing } = await rig.signIn({ ...wish(rig), register: { initialAccessToken } });
    expect(standing.kind).toBe('active');
  });

  it('publishes the public half of a key, from a JWK or a PEM, and none of the other', async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const { kty, crv, x, y, d } = await exportJWK(privateKey);
    for (const text of [JSON.stringify({ kty, crv, x, y, d }), await exportPKCS8(privateKey)]) {
      const rig = await registeringRig();
      const credentials = { privateKey: Secret.of('private-key', text) };
      await rig.signIn({ ...wish(rig), credentials });
      const key = { kty, crv, x, y, use: 'sig' };
      expect(askedOf(rig)).toMatchObject({ jwks: { keys: [key] } });
      expect(JSON.stringify(askedOf(rig))).not.toContain(d);
    }
  });

  it('says that a server without the endpoint cannot', async () => {
    const rig = await signInRig();
    await expect(rig.signIn(wish(rig))).rejects.toMatchObject({
      code: 'VK_UNSUPPORTED_BY_SERVER',
      fields: { what: 'registration_endpoint' },
    });
  });
});

describe('a registration whose sign-in comes to nothing', () => {
  const expectNothingLeft = ({ connections, keychain, server }: SignInRig) => {
    expect(server.registeredClients()).toEqual([]);
    expect(connections.list()).toEqual([]);
    expect([...keychain.items.keys()]).toEqual([]);
    expect(server.liveTokens('refresh_token')).toEqual([]);
  };

  it('is deleted again where the person says no (RFC 7592 §2.3)', async () => {
    const rig = await registeringRig();
    rig.browser.does((url) =>
      rig.receivers.deliver(rig.server.authorize(url, { error: 'access_denied' })),
    );
    await expect(rig.signIn(wish(rig))).rejects.toMatchObject({ code: 'VK_AUTHORIZATION_DENIED' });
    expectNothingLeft(rig);
  });

  it('is deleted again where it is cancelled in the browser', async () => {
    const rig = await registeringRig();
    const opened = rig.browser.next();
    const { done, cancel } = rig.begin(wish(rig));
    await opened;
    cancel();
    await expect(done).rejects.toMatchObject({ code: 'VK_AUTHORIZATION_CANCELLED' });
    expectNothingLeft(rig);
  });

  it('is deleted again where it is cancelled while the server registers', async () => {
    let cancel = (): void => undefined;
    const rig = await signInRig({
      server: { metadata: REGISTERS },
      http: (server) => async (url, request) => {
        if (url.endsWith('/register')) cancel();
        return server(url, request);
      },
    });
    const begun = rig.begin(wish(rig));
    cancel = () => begun.cancel();
    await expect(begun.done).rejects.toMatchObject({ code: 'VK_AUTHORIZATION_CANCELLED' });
    expect(rig.server.requestsTo('register')).toHaveLength(1);
    expect(rig.browser.opened).toEqual([]);
    expectNothingLeft(rig);
  });

  it('is deleted again where nothing can be kept, after its tokens were revoked', async () => {
    const rig = await registeringRig();
    rig.connections.failWrites(1);
    await expect(rig.signIn(wish(rig))).rejects.toMatchObject({ code: 'VK_RECORD_NOT_WRITTEN' });
    const actions = rig.server.requests.map(({ endpoint }) => endpoint).slice(-2);
    expect(actions).toEqual(['revoke', 'manage']);
    expectNothingLeft(rig);
  });

  it('stays where the server refuses to delete it, and the first failure is reported', async () => {
    for (const server of [{ managesRegistrations: false }, {}]) {
      const rig = await registeringRig(server);
      rig.server.failNext('manage', { status: 405, body: undefined });
      rig.browser.does((url) =>
        rig.receivers.deliver(rig.server.authorize(url, { error: 'access_denied' })),
      );
      await expect(rig.signIn(wish(rig))).rejects.toMatchObject({
        code: 'VK_AUTHORIZATION_DENIED',
      });
      expect(rig.server.registeredClients()).toHaveLength(1);
      expect([...rig.keychain.items.keys()]).toEqual([]);
    }
  });
});
