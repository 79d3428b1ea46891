import { describe, expect, it } from 'vitest';
import {
  fetchResourceMetadata,
  isForResource,
  judgeResourceMetadata,
  parseResource,
  resourceMetadataUrls,
} from '../../../../src/core/oauth/discovery/resource-metadata.ts';
import { resourceChallengeIn } from '../../../../src/core/oauth/challenge.ts';
import { fakeHttp } from '../../../fake/http.ts';

const ADDRESS = new URL('https://mcp.example/mcp');
const INSERTED = 'https://mcp.example/.well-known/oauth-protected-resource/mcp';
const ROOT = 'https://mcp.example/.well-known/oauth-protected-resource';

const documentOf = (changes: Record<string, unknown> = {}): string =>
  JSON.stringify({
    resource: 'https://mcp.example/mcp',
    authorization_servers: ['https://as.example'],
    ...changes,
  });

const found = (changes: Record<string, unknown> = {}): Response =>
  new Response(documentOf(changes));
const missing = (): Response => new Response('', { status: 404 });

const codeOf = (run: () => unknown): unknown => {
  try {
    run();
  } catch (thrown) {
    return (thrown as { code?: unknown }).code;
  }
  return undefined;
};

describe('where a protected resource describes itself (RFC 9728 §3.1)', () => {
  it('is asked with the path inserted, and then at the root', () => {
    expect(resourceMetadataUrls(ADDRESS)).toEqual([INSERTED, ROOT]);
    expect(resourceMetadataUrls(new URL('https://mcp.example'))).toEqual([ROOT]);
    expect(resourceMetadataUrls(new URL('https://mcp.example/a?b=c'))[0]).toBe(`${ROOT}/a?b=c`);
  });

  it('is asked nowhere but where the challenge says', async () => {
    const stated = 'https://mcp.example/elsewhere.json';
    const { http } = fakeHttp({ method: 'GET', url: stated, reply: found() });
    const result = await fetchResourceMetadata(http, ADDRESS, stated);
    expect(result).toMatchObject({ url: stated, metadata: { resource: ADDRESS.href } });
  });

  it('fails where the challenge names a place that has none, and asks no other', async () => {
    const { http } = fakeHttp({ method: 'GET', url: INSERTED, reply: missing() });
    await expect(fetchResourceMetadata(http, ADDRESS, INSERTED)).rejects.toMatchObject({
      code: 'VK_DISCOVERY_FAILED',
    });
  });

  it('is nowhere where no well-known place has it', async () => {
    const { http } = fakeHttp(
      { method: 'GET', url: INSERTED, reply: missing() },
      { method: 'GET', url: ROOT, reply: missing() },
    );
    expect(await fetchResourceMetadata(http, ADDRESS, undefined)).toBeUndefined();
  });

  it('follows no redirect: the document counts as missing', async () => {
    const moved = new Response('', { status: 302, headers: { location: 'https://evil.example' } });
    const { http } = fakeHttp(
      { method: 'GET', url: INSERTED, reply: moved },
      { method: 'GET', url: ROOT, reply: missing() },
    );
    expect(await fetchResourceMetadata(http, ADDRESS, undefined)).toBeUndefined();
  });

  it.each([
    'http://mcp.example/meta.json',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://10.0.0.1/meta.json',
    'http://127.0.0.1:8080/meta.json',
    'https://user@mcp.example/meta.json',
  ])('is not asked at %s', async (stated) => {
    const { http } = fakeHttp();
    await expect(fetchResourceMetadata(http, ADDRESS, stated)).rejects.toMatchObject({
      code: 'VK_METADATA_REFUSED',
    });
  });
});

describe('the description of a protected resource (RFC 9728 §2)', () => {
  it('gives its servers in order, its scopes, and what it insists on', () => {
    const text = documentOf({
      authorization_servers: ['https://as.example', 'https://other.example', 'https://as.example'],
      scopes_supported: ['write', 'read', 'with "quote"'],
      bearer_methods_supported: ['header'],
      dpop_bound_access_tokens_required: true,
      resource_name: 'Notes',
    });
    expect(judgeResourceMetadata(text, ADDRESS)).toEqual({
      resource: 'https://mcp.example/mcp',
      authorizationServers: ['https://as.example', 'https://other.example'],
      scopes: ['read', 'write'],
      bearerMethods: ['header'],
      dpopRequired: true,
      name: 'Notes',
    });
  });

  it.each([
    ['https://evil.example/mcp', 'another host'],
    ['https://mcp.example/other', 'another path'],
    ['https://mcp.example/mc', 'a path that only begins alike'],
    ['http://mcp.example/mcp', 'another scheme'],
    ['https://mcp.example:8443/mcp', 'another port'],
    ['https://mcp.example/mcp?tenant=2', 'another query'],
    ['https://mcp.example@evil.example/mcp', 'a host behind user information'],
  ])('is refused where it is of %s (%s)', (resource) => {
    expect(codeOf(() => judgeResourceMetadata(documentOf({ resource }), ADDRESS))).toBe(
      'VK_RESOURCE_MISMATCH',
    );
  });

  it.each(['https://mcp.example', 'https://mcp.example/', 'https://mcp.example/mcp/'])(
    'is taken for the wider or differently closed name %s of the same origin',
    (resource) => {
      expect(judgeResourceMetadata(documentOf({ resource }), ADDRESS).resource).toBe(resource);
    },
  );

  it.each([
    'http://as.example',
    'javascript:alert(1)',
    'https://192.168.1.1',
    'http://localhost:9000',
    'https://as.example/#x',
  ])('is refused whole where it names the authorization server %s', (server) => {
    const text = documentOf({ authorization_servers: ['https://as.example', server] });
    expect(codeOf(() => judgeResourceMetadata(text, ADDRESS))).toBe('VK_METADATA_REFUSED');
  });

  it('may name servers on this machine where it is on this machine itself', () => {
    const address = new URL('http://localhost:4700/mcp');
    const text = documentOf({
      resource: address.href,
      authorization_servers: ['http://localhost:4701'],
    });
    expect(judgeResourceMetadata(text, address).authorizationServers).toHaveLength(1);
  });

  it('is read up to twenty servers and a thousand scopes', () => {
    const text = documentOf({
      authorization_servers: Array.from({ length: 500 }, (_, at) => `https://as${at}.example`),
      scopes_supported: Array.from({ length: 5000 }, (_, at) => `scope${at}`),
    });
    const { authorizationServers, scopes } = judgeResourceMetadata(text, ADDRESS);
    expect([authorizationServers.length, scopes?.length]).toEqual([20, 1000]);
  });

  it('is refused where a member is stated twice', () => {
    const text = documentOf().replace('{', '{"resource":"https://mcp.example/mcp",');
    expect(codeOf(() => judgeResourceMetadata(text, ADDRESS))).toBe('VK_METADATA_REFUSED');
  });
});

describe('an address of a resource that a person typed', () => {
  it.each(['ftp://mcp.example', 'http://mcp.example/mcp', 'mcp.example', 'https://a@mcp.example'])(
    'is refused as %s',
    (text) => {
      expect(codeOf(() => parseResource(text))).toBe('VK_INVALID_INPUT');
    },
  );

  it.each(['https://mcp.example/mcp', 'http://127.0.0.1:4700/mcp', 'https://nas.lan/mcp'])(
    'is taken as %s',
    (text) => {
      expect(parseResource(text).href).toBe(text);
    },
  );
});

describe('whether a token for a resource is meant for an address', () => {
  it.each([
    ['https://mcp.example/mcp', 'https://mcp.example/mcp', true],
    ['https://mcp.example', 'https://mcp.example/mcp', true],
    ['https://mcp.example/mcp', 'https://mcp.example/mcp/sub', true],
    ['https://mcp.example/mcp', 'https://mcp.example/mcp2', false],
    ['https://mcp.example/mcp', 'https://mcp.example/', false],
    ['https://mcp.example/mcp', 'https://evil.example/mcp', false],
    ['https://mcp.example/a', 'https://mcp.example/a/../b', false],
    ['urn:example:api', 'urn:example:api', false],
  ] as const)('of %s for %s: %s', (resource, address, isMeant) => {
    expect(isForResource(resource, address)).toBe(isMeant);
  });
});

describe('a challenge that names a resource’s metadata (RFC 9728 §5.1)', () => {
  it('is found among several challenges and schemes', () => {
    const field =
      'Basic realm="a", Bearer error="invalid_token", Bearer resource_metadata="https://mcp.example/m", scope="b a"';
    expect(resourceChallengeIn(field)).toEqual({
      metadataUrl: 'https://mcp.example/m',
      scope: ['a', 'b'],
    });
  });

  it('says nothing where only another scheme states it', () => {
    expect(resourceChallengeIn('Basic resource_metadata="https://evil.example"')).toEqual({});
  });

  it('of a megabyte is read as far as a header can be long', () => {
    const field = `Bearer scope="read", x="${'a'.repeat(1024 * 1024)}", resource_metadata="https://late.example"`;
    expect(resourceChallengeIn(field)).toEqual({ scope: ['read'] });
  });
});
