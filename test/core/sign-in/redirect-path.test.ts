import { describe, expect, it } from 'vitest';
import type { SignInRequest } from '../../../src/contract/sign-in.ts';
import { saferRedirectUri } from '../../../src/core/model/client-registration.ts';
import { LOOPBACK_HOSTS, parseIssuer } from '../../../src/core/model/issuer.ts';
import { issuerTarget } from '../../../src/core/sign-in/issuer-target.ts';
import { isPathOfAnotherIssuer, redirectPathOf } from '../../../src/vocabulary/redirect-path.ts';
import { connectionOf } from '../../fixtures/connection.ts';
import { fakeAuthorizationServer, type ServerOptions } from '../../fake/authorization-server.ts';
import { signInRig } from './sign-in-rig.ts';

const ATTACKER = 'https://attacker.example';
const HONEST = 'https://honest.example';
/** The one path of all issuers in older registrations. */
const SHARED_REDIRECT_PATH = '/oauth2/callback';

const request = (part: Partial<SignInRequest> = {}): SignInRequest =>
  ({
    kind: 'issuer',
    issuer: ATTACKER,
    clientId: 'valet-key',
    redirectMethod: 'loopback',
    scope: 'openid',
    allowLoopback: false,
    ...part,
  }) as SignInRequest;

/** A server that does not say who answers, with our client as a person registers it. */
const silentServer = (
  issuer: string,
  paths = [redirectPathOf(issuer)],
): Partial<ServerOptions> => ({
  issuer,
  clients: [
    { clientId: 'valet-key', redirectUris: paths.map((path) => `http://127.0.0.1${path}`) },
  ],
  metadata: { authorization_response_iss_parameter_supported: false },
});

const ended = async (rig: Awaited<ReturnType<typeof signInRig>>, asked: SignInRequest) => {
  const id = rig.app.startSignIn(asked);
  for (;;) {
    const state = rig.app.signIns.list().find((one) => one.id === id)?.state;
    if (state?.kind === 'done' || state?.kind === 'failed') return state;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
};

/**
 * A person signs in at the attacker, who sends the browser on to the honest server with everything that
 * is ours in it, and whatever redirect URI that one has registered. Its answer is brought to `arrive`.
 */
const mixUp = async (
  arrive: (rig: Awaited<ReturnType<typeof signInRig>>, url: string) => unknown,
) => {
  const rig = await signInRig({ server: silentServer(ATTACKER) });
  const honest = await fakeAuthorizationServer(silentServer(HONEST));
  rig.browser.does((url) => {
    const onwards = new URL(url);
    const redirect = new URL(onwards.searchParams.get('redirect_uri') ?? '');
    redirect.pathname = redirectPathOf(HONEST);
    onwards.searchParams.set('redirect_uri', redirect.href);
    const answer = new URL(honest.authorize(onwards.href));
    answer.searchParams.delete('iss');
    arrive(rig, answer.href);
  });
  return rig;
};

describe('a mix-up at an honest server that does not say who answers (RFC 9700 §4.4.2)', () => {
  it('finds nobody at the listener of a sign-in elsewhere', async () => {
    const outcomes: string[] = [];
    const rig = await mixUp(({ receivers }, url) => outcomes.push(receivers.deliver(url)));
    const id = rig.app.startSignIn(request());
    while (outcomes.length === 0) await new Promise<void>((resolve) => setImmediate(resolve));
    rig.app.signIns.cancel(id);
    expect(outcomes).toEqual(['nobody listens']);
    expect(rig.server.requestsTo('token')).toEqual([]);
  });

  it('is refused where the system brings it, and its code goes nowhere', async () => {
    const rig = await mixUp(({ app }, url) => app.deliver(url));
    const state = await ended(rig, request());
    expect(state).toMatchObject({
      kind: 'failed',
      error: {
        code: 'VK_AUTHORIZATION_RESPONSE_INVALID',
        fields: { why: 'arrived at another redirect URI' },
      },
    });
    expect(rig.server.requestsTo('token')).toEqual([]);
  });

  it('cannot even be asked for: the attacker’s redirect URI is not registered at the honest server', async () => {
    const honest = await fakeAuthorizationServer(silentServer(HONEST));
    const rig = await signInRig({ server: silentServer(ATTACKER) });
    rig.browser.does((url) => honest.authorize(url));
    await ended(rig, request());
    expect(rig.server.requestsTo('token')).toEqual([]);
    expect(honest.liveTokens('refresh_token')).toEqual([]);
  });
});

describe('the redirect path of an issuer', () => {
  it.each([
    ['https://as.example', '/redirect/as.example'],
    ['https://as.example/', '/redirect/as.example'],
    ['https://as.example:8443/a_b', '/redirect/as.example_3a8443_2fa_5fb'],
    ['http://127.0.0.1:5000', '/redirect/http_3a_2f_2f127.0.0.1_3a5000'],
    ['https://as.example/..', '/redirect/as.example_2f..'],
    ['https://as.example/%2e', '/redirect/as.example_2f_252e'],
  ])('of %s is %s', (issuer, path) => {
    expect(redirectPathOf(issuer)).toBe(path);
    expect(new URL(`http://127.0.0.1${path}`).pathname).toBe(path);
    expect(parseIssuer(issuer, LOOPBACK_HOSTS)).toBe(issuer);
  });

  it('is nobody else’s, and below nobody’s: a server that takes any path below one sends nothing there', () => {
    const issuers = ['a.example', 'a.example/b', 'a.example:1', 'a.example_3a1', 'a.example/B'].map(
      (name) => `https://${name}`,
    );
    const paths = issuers.map(redirectPathOf);
    expect(new Set(paths).size).toBe(issuers.length);
    for (const path of [...paths, SHARED_REDIRECT_PATH]) {
      expect(paths.filter((other) => other.startsWith(`${path}/`))).toEqual([]);
    }
    expect(isPathOfAnotherIssuer(redirectPathOf(HONEST), ATTACKER)).toBe(true);
    expect(isPathOfAnotherIssuer(redirectPathOf(HONEST), HONEST)).toBe(false);
    expect(isPathOfAnotherIssuer('/cb', HONEST)).toBe(false);
  });
});

describe('the redirect path of another issuer', () => {
  it('cannot be stated by a person', () => {
    const redirectUri = `http://127.0.0.1${redirectPathOf(HONEST)}`;
    const asked = (issuer: string) =>
      issuerTarget(request({ issuer, redirectUri }) as Parameters<typeof issuerTarget>[0]);
    expect(() => asked(ATTACKER)).toThrow(
      expect.objectContaining({ code: 'VK_REDIRECT_URI_INVALID' }),
    );
    expect(asked(HONEST).registration.redirectPath).toBe(redirectPathOf(HONEST));
  });
});

describe('a registration from before', () => {
  it('keeps its redirect path at a new sign-in, with a warning for the person', async () => {
    const rig = await signInRig({ server: silentServer(HONEST, [SHARED_REDIRECT_PATH]) });
    const registration = { ...rig.target().registration, redirectPath: SHARED_REDIRECT_PATH };
    const before = await rig.signIn({ registration });
    expect(saferRedirectUri(before)).toBe('http://127.0.0.1/redirect/honest.example');
    for (const asked of [
      request({ issuer: HONEST }),
      request({ issuer: `${HONEST}/` }),
      { kind: 'again', connectionId: before.id } as const,
    ]) {
      const state = await ended(rig, asked);
      expect(state).toMatchObject({
        kind: 'done',
        connection: { registration: { redirectPath: SHARED_REDIRECT_PATH } },
      });
    }
  });

  it.each([
    ['another issuer', { issuer: parseIssuer(ATTACKER, LOOPBACK_HOSTS) }, {}, {}],
    ['another client', {}, { clientId: 'another' }, {}],
    ['another redirect method', {}, { redirectMethod: 'private-use-scheme' as const }, {}],
    [
      'the same client, where the person states a redirect URI',
      {},
      {},
      { redirectUri: `http://127.0.0.1${redirectPathOf(HONEST)}` },
    ],
  ])('of %s does not say where the browser comes back', async (_whose, changes, client, asked) => {
    const rig = await signInRig({ server: silentServer(HONEST) });
    const registration = {
      ...rig.target().registration,
      clientId: 'valet-key',
      redirectPath: SHARED_REDIRECT_PATH,
      ...client,
    };
    await rig.connections.put(
      connectionOf({ issuer: parseIssuer(HONEST, LOOPBACK_HOSTS), registration, ...changes }),
    );
    const state = await ended(rig, request({ issuer: HONEST, ...asked }));
    expect(state).toMatchObject({
      kind: 'done',
      connection: { registration: { redirectPath: redirectPathOf(HONEST) } },
    });
  });

  it('moves to its issuer’s own path when its client was deleted and is registered anew', async () => {
    const metadata = { registration_endpoint: `${HONEST}/register` };
    const rig = await signInRig({ server: { issuer: HONEST, clients: [], metadata } });
    const existing = connectionOf({
      issuer: parseIssuer(HONEST, LOOPBACK_HOSTS),
      registration: {
        ...rig.target().registration,
        redirectPath: SHARED_REDIRECT_PATH,
        isDeleted: true,
      },
    });
    await rig.connections.put(existing);
    await ended(rig, { kind: 'again', connectionId: existing.id });
    expect(rig.server.registeredClients().map(({ redirectUris }) => redirectUris)).toEqual([
      ['http://127.0.0.1:49001/redirect/honest.example'],
    ]);
  });

  const base = connectionOf({
    registration: {
      clientId: 'c',
      tokenEndpointAuthMethod: 'none',
      redirectMethod: 'private-use-scheme',
      redirectPath: SHARED_REDIRECT_PATH,
    },
  });
  const unstated = { ...base.metadata, authorization_response_iss_parameter_supported: false };
  it.each([
    [
      'whose server says who answers (RFC 9207)',
      { authorization_response_iss_parameter_supported: true },
      {},
    ],
    ['without a redirect', {}, { grantType: 'client_credentials' as const }],
    [
      'with a path that is its issuer’s own',
      {},
      { registration: { ...base.registration, redirectPath: redirectPathOf(base.issuer) } },
    ],
  ])('%s needs no other redirect URI', (_, metadata, part) => {
    expect(saferRedirectUri({ ...base, metadata: unstated })).toMatch(
      /^dev\.valetkey\.app:\/redirect\//,
    );
    expect(
      saferRedirectUri({ ...base, metadata: { ...unstated, ...metadata }, ...part }),
    ).toBeUndefined();
  });
});
