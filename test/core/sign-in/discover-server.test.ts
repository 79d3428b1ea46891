import { describe, expect, it } from 'vitest';
import type { Http } from '../../../src/core/port/http.ts';
import { realServer } from '../../fixtures/real-servers.ts';
import { signInRig } from './sign-in-rig.ts';

const API = 'https://mcp.example/mcp';
const PLACE = 'https://mcp.example/.well-known/oauth-protected-resource/mcp';
const CHALLENGE = `Bearer resource_metadata="${PLACE}"`;

interface Api {
  /** The `WWW-Authenticate` field of the API's 401; it answers 404 without one. */
  readonly challenge?: string;
  /** Documents by their address. */
  readonly documents?: Readonly<Record<string, object>>;
}

const DESCRIBED: Api = {
  challenge: CHALLENGE,
  documents: { [PLACE]: { resource: API, authorization_servers: ['https://as.example'] } },
};

const rigWith = ({ challenge, documents = {} }: Api) =>
  signInRig({
    server: { metadata: { registration_endpoint: 'https://as.example/register' } },
    http:
      (server: Http): Http =>
      (url, request) => {
        if (!url.startsWith('https://mcp.example/')) return server(url, request);
        const document = documents[url];
        if (document !== undefined) return Promise.resolve(Response.json(document));
        const headers = { 'www-authenticate': challenge ?? '' };
        const isAsked = url === API && challenge !== undefined;
        return Promise.resolve(
          isAsked ? new Response('', { status: 401, headers }) : new Response('', { status: 404 }),
        );
      },
  });

const typed = (api: Api, address = API) =>
  rigWith(api).then(({ app }) => app.describeServer(address, false));

describe('the address of an API or MCP server, typed as an issuer', () => {
  it.each([realServer('mcp-url-with-prm'), realServer('H-009')])(
    'leads on to the server where one signs in, as $id wants: $expect',
    async () => {
      await expect(typed(DESCRIBED)).rejects.toMatchObject({ code: 'VK_ISSUER_IS_RESOURCE' });
      const { app } = await rigWith(DESCRIBED);
      await expect(app.describeResource(API)).resolves.toMatchObject({
        servers: ['https://as.example'],
      });
    },
  );

  it('ends a sign-in there as what it is, before a browser opens', async () => {
    const { app, browser, clock } = await rigWith(DESCRIBED);
    const id = app.startSignIn({
      kind: 'issuer',
      issuer: API,
      clientId: 'x',
      tokenEndpointAuthMethod: 'none',
      redirectMethod: 'loopback',
      scope: 'openid',
      allowLoopback: false,
    });
    const state = () => app.signIns.list().find((one) => one.id === id)?.state;
    for (let turn = 0; turn < 100 && state()?.kind !== 'failed'; turn += 1) await clock.advance(0);
    expect(state()).toMatchObject({ kind: 'failed', error: { code: 'VK_ISSUER_IS_RESOURCE' } });
    expect(browser.opened).toEqual([]);
  });

  it('is told as that where it asks for a token and describes itself nowhere', async () => {
    await expect(typed({ challenge: 'Bearer realm="mcp"' })).rejects.toMatchObject({
      code: 'VK_ISSUER_IS_RESOURCE',
    });
  });

  it.each([
    ['of its own origin', 'https://mcp.example'],
    ['of another server', 'https://login.example'],
  ])('is told as that where it serves the description of the issuer %s', async (_of, issuer) => {
    const place = 'https://mcp.example/.well-known/oauth-authorization-server/mcp';
    const documents = {
      ...DESCRIBED.documents,
      [place]: { issuer, token_endpoint: `${issuer}/token` },
    };
    await expect(typed({ ...DESCRIBED, documents })).rejects.toMatchObject({
      code: 'VK_ISSUER_IS_RESOURCE',
    });
  });
});

describe('an address that is neither an issuer’s nor a resource’s', () => {
  it.each([
    ['asks for a password', { challenge: 'Basic realm="x"' }],
    ['has nothing there', {}],
    ['names a place for its metadata where there is none', { challenge: CHALLENGE }],
  ])('fails with VK_DISCOVERY_FAILED where it %s', async (_what, api) => {
    await expect(typed(api)).rejects.toMatchObject({ code: 'VK_DISCOVERY_FAILED' });
  });

  it('keeps what makes a server’s description dangerous', async () => {
    const place = 'https://mcp.example/.well-known/oauth-authorization-server/mcp';
    const document = { issuer: API, token_endpoint: 'http://mcp.example/token' };
    await expect(
      typed({ ...DESCRIBED, documents: { ...DESCRIBED.documents, [place]: document } }),
    ).rejects.toMatchObject({ code: 'VK_METADATA_REFUSED' });
  });
});
