import { describe, expect, it } from 'vitest';
import type { SignInRequest } from '../../../src/contract/sign-in.ts';
import type { Connection } from '../../../src/core/model/connection.ts';
import { LOOPBACK_HOSTS, parseIssuer } from '../../../src/core/model/issuer.ts';
import type { ProviderSettings } from '../../../src/core/model/provider-settings.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import { fakeSettings } from '../../fake/settings.ts';
import { connectionOf } from '../../fixtures/connection.ts';
import { DESCRIPTION, MCP, PLACE, REGISTERS, resourceRig } from './resource-rig.ts';

const OURS = 'https://jane.example/valet-key.json';

describe('a sign-in for a protected resource', () => {
  it('goes from its address to its server, and the connection is for that resource alone', async () => {
    const rig = await resourceRig({ description: DESCRIPTION });
    const connection = await rig.signIn();
    expect(connection).toMatchObject({ issuer: 'https://as.example', resource: MCP });
    expect(connection.registration.isOurs).toBe(true);
    expect(rig.authorization().get('resource')).toBe(MCP);
    expect(rig.server.requestsTo('token')[0]?.form).toMatchObject({ resource: MCP });
  });

  it('registers its client for all that the resource takes, and asks for what is needed now', async () => {
    const challenge = `Bearer resource_metadata="${PLACE}", scope="read"`;
    const rig = await resourceRig({ description: DESCRIPTION, challenge });
    await rig.signIn();
    const [registration] = rig.server.requestsTo('register');
    expect(JSON.stringify(registration)).toContain('read write');
    expect(rig.authorization().get('scope')).toBe('read');
  });

  it('is for the same resource when the person signs in again', async () => {
    const rig = await resourceRig({ description: DESCRIPTION });
    const { id } = await rig.signIn();
    const again = { kind: 'again', connectionId: id } as Partial<SignInRequest>;
    expect(await rig.signIn(again)).toMatchObject({ id, resource: MCP });
    expect(rig.authorization().get('resource')).toBe(MCP);
  });

  it('sends the resource with each refresh', async () => {
    const rig = await resourceRig({ description: DESCRIPTION });
    const { id } = await rig.signIn();
    await rig.app.accessTokens.refreshForProgram(id, {});
    expect(rig.server.requestsTo('token').at(-1)?.form).toMatchObject({
      grant_type: 'refresh_token',
      resource: MCP,
    });
  });

  it.each([
    [
      'what its challenge asks for',
      'Bearer scope="read", resource_metadata="' + PLACE + '"',
      'read',
    ],
    ['else all that it supports', `Bearer resource_metadata="${PLACE}"`, 'read write'],
  ])('asks for %s', async (_what, challenge, scope) => {
    const rig = await resourceRig({ description: DESCRIPTION, challenge });
    await rig.signIn();
    expect(rig.authorization().get('scope')).toBe(scope);
  });

  it('asks for no scope where neither says any', async () => {
    const { scopes_supported: _none, ...description } = DESCRIPTION;
    const rig = await resourceRig({ description });
    await rig.signIn();
    expect(rig.authorization().has('scope')).toBe(false);
  });

  it('asks for less where the person chose less', async () => {
    const rig = await resourceRig({ description: DESCRIPTION });
    await rig.signIn({ scope: 'read' });
    expect(rig.authorization().get('scope')).toBe('read');
  });

  it('asks for offline_access besides where the server has it', async () => {
    const scopes = { scopes_supported: ['read', 'offline_access'] };
    const rig = await resourceRig({ description: DESCRIPTION }, { ...REGISTERS, ...scopes });
    await rig.signIn();
    expect(rig.authorization().get('scope')).toBe('offline_access read write');
  });
});

describe('which client signs in for a protected resource', () => {
  it('is one that the person names', async () => {
    const rig = await resourceRig({ description: DESCRIPTION }, REGISTERS, {
      server: {
        metadata: REGISTERS,
        clients: [{ clientId: 'mine', redirectUris: ['http://127.0.0.1/redirect/as.example'] }],
      },
    });
    const connection = await rig.signIn({ clientId: 'mine' });
    expect(connection.registration.clientId).toBe('mine');
    expect(rig.server.requestsTo('register')).toEqual([]);
  });

  it('is one that the person has there already', async () => {
    const rig = await resourceRig({ description: DESCRIPTION });
    const existing = await signInFirst(rig);
    expect((await rig.signIn()).registration.clientId).toBe(existing.registration.clientId);
    expect(rig.server.requestsTo('register')).toEqual([]);
  });

  it('is one that the person has there already, but the key which its tokens are bound to is not used again', async () => {
    const rig = await resourceRig({ description: DESCRIPTION });
    const bound = await rig.app.signIn(
      rig.target({ options: { usesDpop: true } }),
      () => undefined,
      new AbortController().signal,
    );
    const keyOf = ({ id }: Connection) => rig.secrets.readSecret('private-key', `${id}-dpop`);
    expect(await keyOf(bound)).toBeDefined();
    const other = await rig.signIn();
    expect(other.registration.clientId).toBe(bound.registration.clientId);
    expect(await keyOf(other)).toBeUndefined();
  });

  const ACME: ProviderSettings = {
    id: 'acme',
    name: 'Acme',
    issuer: 'https://as.example',
    clientId: 'of-acme',
    tokenEndpointAuthMethod: 'client_secret_basic',
    redirectMethod: 'loopback',
    redirectPath: '/acme',
    scopes: [],
    extraAuthParams: {},
  };
  const ACME_SECRET = 'canary-secret-of-acme';

  /** A rig whose person has set a provider up, with a client secret. */
  const providerRig = async (changes: Partial<ProviderSettings> = {}) => {
    const client = { clientId: 'of-acme', clientSecret: ACME_SECRET };
    const rig = await resourceRig({ description: DESCRIPTION }, REGISTERS, {
      server: {
        metadata: REGISTERS,
        clients: [{ ...client, redirectUris: ['http://127.0.0.1/acme'] }],
      },
    });
    await rig.ports.providers.replaceAll([{ ...ACME, ...changes }]);
    await rig.secrets.writeSecret('provider-acme', Secret.of('client-secret', ACME_SECRET));
    return rig;
  };

  it('is that of a provider which the person has set up for its server', async () => {
    const rig = await providerRig();
    const { registration } = await rig.signIn();
    expect(registration).toMatchObject({ clientId: 'of-acme', redirectPath: '/acme' });
    expect(rig.server.requestsTo('register')).toEqual([]);
  });

  it.each([
    ['is set up for another server', { issuer: 'https://other.example' }],
    [
      'is set up with endpoints of its own, which the person has agreed to instead of a server',
      { tokenEndpoint: 'https://other.example/token' },
    ],
  ])('is not that of a provider which %s, nor is its secret sent', async (_what, changes) => {
    const rig = await providerRig(changes);
    expect((await rig.signIn()).registration.isOurs).toBe(true);
    expect(JSON.stringify(rig.server.requestsTo('token'))).not.toContain('of-acme');
  });

  const LOGIN = connectionOf().registration;
  it.each([
    ['is at another server', { issuer: parseIssuer('https://other.example', LOOPBACK_HOSTS) }],
    ['was registered for that login alone', { registration: { ...LOGIN, isOurs: true } }],
    [
      'is known by an address, which is chosen by other rules',
      { registration: { ...LOGIN, clientId: 'https://jane.example/client.json' } },
    ],
    ['has endpoints that a person has stated', { options: { usesStatedMetadata: true } }],
  ] satisfies [string, Partial<Connection>][])(
    'is not that of a login which %s',
    async (_what, changes) => {
      const rig = await resourceRig({ description: DESCRIPTION });
      const existing = connectionOf(changes);
      await rig.connections.put(existing);
      const { registration } = await rig.signIn();
      expect(registration.isOurs).toBe(true);
      expect(registration.clientId).not.toBe(existing.registration.clientId);
    },
  );

  it('is known by the address of its description where the server takes those', async () => {
    const metadata = { ...REGISTERS, client_id_metadata_document_supported: true };
    const rig = await resourceRig({ description: DESCRIPTION }, metadata, {
      settings: fakeSettings({ clientMetadataUrl: OURS }),
      server: {
        metadata,
        clients: [{ clientId: OURS, redirectUris: ['http://127.0.0.1/redirect'] }],
      },
    });
    expect((await rig.signIn()).registration.clientId).toBe(OURS);
    expect(rig.server.requestsTo('register')).toEqual([]);
  });

  it('is registered where the server takes addresses and ours is published nowhere', async () => {
    const metadata = { ...REGISTERS, client_id_metadata_document_supported: true };
    const rig = await resourceRig({ description: DESCRIPTION }, metadata);
    expect((await rig.signIn()).registration.isOurs).toBe(true);
  });

  it('is for the person to name where the server registers none', async () => {
    const rig = await resourceRig({ description: DESCRIPTION }, {});
    await expect(rig.signIn()).rejects.toMatchObject({ code: 'VK_UNSUPPORTED_BY_SERVER' });
  });
});

const signInFirst = (rig: Awaited<ReturnType<typeof resourceRig>>): Promise<Connection> =>
  rig.app.signIn(rig.target(), () => undefined, new AbortController().signal);

describe('a resource that would lead a person astray', () => {
  it('sends nobody to another host before the person has seen its name', async () => {
    const rig = await resourceRig({ description: DESCRIPTION });
    await expect(rig.signIn({}, false)).rejects.toMatchObject({
      code: 'VK_AUTHORIZATION_CANCELLED',
    });
    expect(rig.asked).toEqual([['as.example']]);
    expect(rig.browser.opened).toEqual([]);
    expect(rig.server.requestsTo('register')).toEqual([]);
  });

  it('is not asked about where the person has chosen that server', async () => {
    const rig = await resourceRig({ description: DESCRIPTION });
    await rig.signIn({ authorizationServer: 'https://as.example' });
    expect(rig.asked).toEqual([]);
  });

  it('cannot be connected at a server that it does not name', async () => {
    const rig = await resourceRig({ description: DESCRIPTION });
    await expect(
      rig.signIn({ authorizationServer: 'https://elsewhere.example' }),
    ).rejects.toMatchObject({ code: 'VK_INVALID_INPUT' });
  });

  it.each([
    ['of another resource', { resource: 'https://evil.example/mcp' }, 'VK_RESOURCE_MISMATCH'],
    [
      'with a server that is not https',
      { authorization_servers: ['http://as.example'] },
      'VK_METADATA_REFUSED',
    ],
    [
      'that takes tokens in addresses',
      { bearer_methods_supported: ['query'] },
      'VK_UNSUPPORTED_BY_SERVER',
    ],
  ])('is refused for a description %s, and nobody else is asked', async (_how, changes, code) => {
    const rig = await resourceRig({ description: { ...DESCRIPTION, ...changes } });
    await expect(rig.signIn()).rejects.toMatchObject({ code });
    expect(rig.server.requests).toEqual([]);
  });

  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'http://as.example/authorize',
    'data:text/html,x',
    'ms-settings:x',
  ])('opens no authorization endpoint %s', async (authorization_endpoint) => {
    const rig = await resourceRig(
      { description: DESCRIPTION },
      { ...REGISTERS, authorization_endpoint },
    );
    await expect(rig.signIn()).rejects.toMatchObject({ code: 'VK_METADATA_REFUSED' });
    expect(rig.browser.opened).toEqual([]);
  });
});

describe('a resource that describes itself nowhere (MCP 2025-03-26)', () => {
  it('has its own origin for a server, and default endpoints where that is silent too', async () => {
    const rig = await resourceRig({ challenge: 'Bearer' }, REGISTERS, {
      http: (server) => (url, request) => {
        if (url === MCP) return Promise.resolve(new Response('', { status: 401 }));
        if (url.includes('/.well-known/'))
          return Promise.resolve(new Response('', { status: 404 }));
        return server(url.replace('https://mcp.example/', 'https://as.example/'), request);
      },
    });
    await rig.signIn().catch(() => undefined);
    const opened = new URL(rig.browser.opened[0] ?? 'about:blank');
    expect(opened.origin + opened.pathname).toBe('https://mcp.example/authorize');
    expect(opened.searchParams.get('resource')).toBe(MCP);
  });

  it.each([
    ['https://mcp.example/tenant', 'https://mcp.example/tenant/authorize'],
    ['https://evil.example', undefined],
  ])('is signed in for at the issuer %s that its root names: %s', async (issuer, opened) => {
    const endpoints = ['authorization', 'token', 'registration'] as const;
    const document = {
      issuer,
      ...Object.fromEntries(endpoints.map((name) => [`${name}_endpoint`, `${issuer}/${name}`])),
      authorization_endpoint: `${issuer}/authorize`,
    };
    const rig = await resourceRig({}, REGISTERS, {
      http: () => (url) => {
        if (url === MCP) return Promise.resolve(new Response('', { status: 401 }));
        if (url.endsWith('/.well-known/oauth-authorization-server'))
          return Promise.resolve(new Response(JSON.stringify(document)));
        if (url.endsWith('/registration'))
          return Promise.resolve(new Response('{"client_id":"c"}', { status: 201 }));
        return Promise.resolve(new Response('', { status: 404 }));
      },
    });
    await rig.signIn().catch(() => undefined);
    expect(rig.browser.opened[0]?.split('?')[0]).toBe(opened);
  });
});
