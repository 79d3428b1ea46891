import { describe, expect, it } from 'vitest';
import type { Http } from '../../../src/core/port/http.ts';
import { redirectPathOf } from '../../../src/vocabulary/redirect-path.ts';
import { fakeAuthorizationServer, PUBLIC_CLIENT } from '../../fake/authorization-server.ts';
import { DESCRIPTION, MCP, PLACE, REGISTERS, resourceRig } from './resource-rig.ts';

const EVIL = 'https://evil.example';
const EVIL_DESCRIPTION = { ...DESCRIPTION, authorization_servers: [EVIL] };

const answers =
  (of: Readonly<Record<string, () => Response>>) =>
  (server: Http): Http =>
  (url, request) => {
    const answer = of[url];
    return answer === undefined ? server(url, request) : Promise.resolve(answer());
  };

const challengeOf = (place: string) => () =>
  new Response('', {
    status: 401,
    headers: { 'www-authenticate': `Bearer resource_metadata="${place}"` },
  });
const movedTo = (location: string) => () =>
  new Response('', { status: 302, headers: { location } });
const described = (description: object) => () => new Response(JSON.stringify(description));
const missing = () => new Response('', { status: 404 });

describe('the description of a resource that is moved to a host of an attacker', () => {
  it('is not read there, and the person is sent to nobody', async () => {
    const rig = await resourceRig({}, REGISTERS, {
      http: answers({
        [MCP]: challengeOf(PLACE),
        [PLACE]: movedTo(`${EVIL}/description`),
        [`${EVIL}/description`]: described(EVIL_DESCRIPTION),
      }),
    });
    await expect(rig.signIn()).rejects.toMatchObject({ code: 'VK_DISCOVERY_FAILED' });
    expect(rig.browser.opened).toEqual([]);
  });

  it('is not read where the resource itself sends on to a challenge of the attacker', async () => {
    const asked: string[] = [];
    const rig = await resourceRig({}, REGISTERS, {
      http: (server) => (url, request) => {
        asked.push(new URL(url).host);
        return answers({
          [MCP]: movedTo(`${EVIL}/mcp`),
          [`${EVIL}/mcp`]: challengeOf(`${EVIL}/description`),
          [`${EVIL}/description`]: described(EVIL_DESCRIPTION),
          [PLACE]: missing,
          'https://mcp.example/.well-known/oauth-protected-resource': described(DESCRIPTION),
        })(server)(url, request);
      },
    });
    expect((await rig.signIn()).issuer).toBe('https://as.example');
    expect(asked).not.toContain('evil.example');
  });
});

describe('a mix-up of two resource servers', () => {
  it('by a challenge that names the description of the other is refused', async () => {
    const other = 'https://notes.example/.well-known/oauth-protected-resource';
    const rig = await resourceRig({}, REGISTERS, {
      http: answers({
        [MCP]: challengeOf(other),
        [other]: described({ ...DESCRIPTION, resource: 'https://notes.example' }),
      }),
    });
    await expect(rig.signIn()).rejects.toMatchObject({ code: 'VK_RESOURCE_MISMATCH' });
    expect(rig.browser.opened).toEqual([]);
    expect(rig.server.requests).toEqual([]);
  });

  it('whose authorization server sends the browser on to that of the other gets no code', async () => {
    // As if the attacker had the path of their own server registered at the honest one.
    const redirectUris = [`http://127.0.0.1${redirectPathOf('https://as.example')}`];
    const honest = await fakeAuthorizationServer({
      issuer: 'https://honest.example',
      clients: [{ ...PUBLIC_CLIENT, redirectUris }],
    });
    const rig = await resourceRig({ description: DESCRIPTION });
    rig.browser.does((url) => rig.receivers.deliver(honest.authorize(url)));
    await expect(rig.signIn({ clientId: PUBLIC_CLIENT.clientId })).rejects.toMatchObject({
      code: 'VK_RESPONSE_ISSUER_MISMATCH',
    });
    expect(rig.server.requestsTo('token')).toEqual([]);
    expect(rig.connections.list()).toEqual([]);
  });

  it('at one authorization server leaves two logins, and neither gives a token for the other', async () => {
    const notes = 'https://notes.example/mcp';
    const rig = await resourceRig({}, REGISTERS, {
      http: answers({
        [MCP]: challengeOf(PLACE),
        [PLACE]: described(DESCRIPTION),
        [notes]: challengeOf('https://notes.example/description'),
        'https://notes.example/description': described({ ...DESCRIPTION, resource: notes }),
      }),
    });
    const first = await rig.signIn();
    const second = await rig.signIn({ resource: notes });
    expect([first.resource, second.resource]).toEqual([MCP, notes]);
    expect(second.id).not.toBe(first.id);
    expect(rig.server.requestsTo('token').map(({ form }) => form['resource'])).toEqual([
      MCP,
      notes,
    ]);
  });
});
