import { describe, expect, it } from 'vitest';
import type { Http } from '../../../src/core/port/http.ts';
import type { SignInTarget } from '../../../src/core/sign-in/sign-in.ts';
import { realServer, realServers } from '../../fixtures/real-servers.ts';
import { signInRig, type SignInRig } from './sign-in-rig.ts';

const REGISTERS = { registration_endpoint: 'https://as.example/register' };

type RigOptions = NonNullable<Parameters<typeof signInRig>[0]>;

const registeringRig = ({ server, ...options }: RigOptions = {}) =>
  signInRig({ server: { metadata: REGISTERS, ...server }, ...options });

const wish = (
  rig: SignInRig,
  changes: Partial<SignInTarget['registration']> = {},
): Partial<SignInTarget> => ({
  registration: { ...rig.target().registration, clientId: '', ...changes },
  register: {},
});

/** Lays something over what the server answers to a registration. */
const answering =
  (over: (members: Record<string, unknown>) => unknown, status = 201) =>
  (server: Http): Http =>
  async (url, request) => {
    const response = await server(url, request);
    if (!url.endsWith('/register')) return response;
    return Response.json(over((await response.json()) as Record<string, unknown>), { status });
  };

/** Refuses registrations that `isRefused` says it does not take. */
const refusing =
  (isRefused: (asked: Record<string, unknown>) => boolean, error: string) =>
  (server: Http): Http =>
  (url, request) => {
    if (!url.endsWith('/register')) return server(url, request);
    const asked = JSON.parse(request.body ?? '{}') as Record<string, unknown>;
    return isRefused(asked)
      ? Promise.resolve(Response.json({ error }, { status: 400 }))
      : server(url, request);
  };

const without =
  (...names: readonly string[]) =>
  (members: Record<string, unknown>): unknown =>
    Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));

const isSignedIn = async (rig: SignInRig, changes: Partial<SignInTarget['registration']> = {}) => {
  const connection = await rig.signIn(wish(rig, changes));
  expect(connection).toMatchObject({ standing: { kind: 'active' }, subject: { sub: 'alice' } });
  return connection;
};

const registersTheExactRedirect = async () => {
  const rig = await registeringRig({ server: { exactRedirects: true } });
  const { registration } = await isSignedIn(rig);
  expect(new URL(rig.browser.opened[0] ?? '').searchParams.get('redirect_uri')).toBe(
    rig.server.registeredClients()[0]?.redirectUris[0],
  );
  // Its port stays with it: the next sign-in asks with the same redirect URI.
  const [existing] = rig.connections.list();
  if (existing === undefined) throw new Error('nothing was kept');
  await rig.signIn({ existing, registration });
  expect(rig.server.registeredClients()).toHaveLength(1);
};

const takesSecretWithoutExpiry = async () => {
  const rig = await registeringRig({ http: answering(without('client_secret_expires_at')) });
  const { registration } = await isSignedIn(rig, { tokenEndpointAuthMethod: 'client_secret_post' });
  expect(registration).not.toHaveProperty('clientSecretExpiresAt');
};

const scenarios: Readonly<Record<string, () => Promise<void>>> = {
  'dcr-cloudflare': async () => {
    const relative = { registration_client_uri: '/register/dyn-1' };
    const rig = await registeringRig({
      http: answering((members) => ({
        ...(without('registration_access_token')(members) as object),
        ...relative,
      })),
    });
    expect((await isSignedIn(rig)).registration).not.toHaveProperty('managementUri');
  },
  'dcr-exact-redirect': registersTheExactRedirect,
  'dcr-secret-no-expiry': takesSecretWithoutExpiry,
  'dcr-scope-not-sent': async () => {
    const rig = await registeringRig({
      http: refusing((asked) => asked['scope'] === undefined, 'invalid_client_metadata'),
    });
    await isSignedIn(rig);
    // And the server of the counter-example, which takes no scope at registration.
    const other = await registeringRig({
      http: refusing((asked) => asked['scope'] !== undefined, 'invalid_client_metadata'),
    });
    await isSignedIn(other);
  },
  'dcr-localhost-only': async () => {
    const rig = await registeringRig({
      server: { exactRedirects: true },
      http: refusing(
        (asked) => !JSON.stringify(asked).includes('//localhost:'),
        'invalid_redirect_uri',
      ),
    });
    expect((await isSignedIn(rig)).registration).toMatchObject({ loopbackHost: 'localhost' });
  },
  'dcr-cimd-only': async () => {
    const rig = await signInRig({
      server: { metadata: { client_id_metadata_document_supported: true } },
    });
    await expect(rig.signIn(wish(rig))).rejects.toMatchObject({ code: 'VK_CLIENT_ADDRESS_WANTED' });
  },
  'H-004': registersTheExactRedirect,
  'H-005': takesSecretWithoutExpiry,
  'client-forgotten': async () => {
    const rig = await registeringRig({ server: { accessTokenLifetime: 1 } });
    const { id, registration } = await isSignedIn(rig);
    rig.server.failNext('token', {
      status: 401,
      body: { error: 'invalid_client', error_description: 'Unrecognized client_id' },
    });
    await rig.clock.advance(60);
    await expect(rig.accessTokens.get(id, {})).rejects.toMatchObject({
      code: 'VK_CLIENT_REJECTED',
    });
    expect(rig.connections.get(id)?.standing).toMatchObject({
      kind: 'sign-in-required',
      because: 'VK_CLIENT_FORGOTTEN',
    });
    // Nothing of the login is lost before the person has signed in again.
    expect(await rig.tokenOf(id)).toBeDefined();
    const again = rig.app.startSignIn({ kind: 'again', connectionId: id });
    const stateOf = () => rig.app.signIns.list().find((one) => one.id === again)?.state.kind;
    while (stateOf() !== 'done' && stateOf() !== 'failed') {
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    const now = rig.connections.get(id);
    expect(now).toMatchObject({ standing: { kind: 'active' } });
    expect(now?.registration.clientId).not.toBe(registration.clientId);
  },
};

describe('real servers: registration', () => {
  const cases = [
    ...realServers('mcp/registration', 'registration'),
    realServer('client-forgotten'),
  ];

  it('has a scenario for every case, and no other', () => {
    expect(Object.keys(scenarios).toSorted()).toEqual(cases.map(({ id }) => id).toSorted());
  });

  it.each(cases.map((one) => [one.id, one.expect] as const))('%s: %s', async (id) => {
    await scenarios[id]?.();
  });
});

describe('a client that we have registered', () => {
  it('is registered anew with a free port where another program listens on its own', async () => {
    const rig = await registeringRig({ server: { exactRedirects: true } });
    const existing = await isSignedIn(rig);
    const { registration } = existing;
    rig.receivers.take(registration.loopbackPort ?? 0);
    const again = await rig.signIn({ existing, registration });
    expect(again.registration.loopbackPort).not.toBe(registration.loopbackPort);
    expect(again.registration.clientId).not.toBe(registration.clientId);
  });

  it('is not called forgotten by a client id that a person has typed', async () => {
    const rig = await signInRig({ server: { accessTokenLifetime: 1 } });
    const { id } = await rig.signIn();
    rig.server.failNext('token', { status: 401, body: { error: 'invalid_client' } });
    await rig.clock.advance(60);
    await expect(rig.accessTokens.get(id, {})).rejects.toMatchObject({
      code: 'VK_CLIENT_REJECTED',
    });
    expect(rig.connections.get(id)?.standing.kind).toBe('active');
  });
});
