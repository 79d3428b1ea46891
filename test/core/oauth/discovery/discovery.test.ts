import { describe, expect, it } from 'vitest';
import { LOOPBACK_HOSTS, parseIssuer, PUBLIC_HOSTS } from '../../../../src/core/model/issuer.ts';
import type { Http } from '../../../../src/core/port/http.ts';
import {
  discover,
  judgeMetadata,
  metadataUrls,
} from '../../../../src/core/oauth/discovery/discovery.ts';
import { isValetKeyError } from '../../../../src/core/fault/valet-key-error.ts';
import { badInputs, verdictOf } from '../../../fixtures/bad-inputs.ts';
import { fakeAuthorizationServer } from '../../../fake/authorization-server.ts';

const ISSUER = parseIssuer('https://as.example', PUBLIC_HOSTS);

const GOOD = {
  issuer: 'https://as.example',
  authorization_endpoint: 'https://as.example/authorize',
  token_endpoint: 'https://as.example/token',
  jwks_uri: 'https://as.example/jwks',
  response_types_supported: ['code'],
  code_challenge_methods_supported: ['S256'],
  id_token_signing_alg_values_supported: ['RS256'],
};

const judge = (changes: object, policy = PUBLIC_HOSTS) =>
  judgeMetadata(JSON.stringify({ ...GOOD, ...changes }), ISSUER, policy);

const refusalOf = (action: () => unknown) => {
  try {
    action();
  } catch (thrown) {
    if (isValetKeyError(thrown)) return { code: thrown.code, ...thrown.fields };
    throw thrown;
  }
  return undefined;
};

/** Answers every URL with one body, and the addresses asked for. */
const serving = (body: string, status = 200): { http: Http; asked: string[] } => {
  const asked: string[] = [];
  return {
    asked,
    http: (url) => {
      asked.push(url);
      return Promise.resolve(new Response(body, { status }));
    },
  };
};

const refused = (member: string, why: unknown) => ({ code: 'VK_METADATA_REFUSED', member, why });
const malformed = (member: string, why: unknown) => ({
  ...refused(member, why),
  code: 'VK_METADATA_MALFORMED',
});

/** What each case means to the code; documents that are fragments are laid over a good one. */
const scenarios: Readonly<Record<string, (input: string) => void | Promise<void>>> = {
  'DS-001': () =>
    expect(refusalOf(() => judge({ issuer: 'https://evil.example' }))).toEqual({
      code: 'VK_ISSUER_MISMATCH',
      expected: 'https://as.example',
      stated: 'https://evil.example',
    }),
  'DS-003': (input) => {
    expect(refusalOf(() => judge(fragment(input)))).toEqual(
      refused('token_endpoint', 'is not https'),
    );
    const loopback = { token_endpoint: 'http://127.0.0.1:8080/token' };
    expect(refusalOf(() => judge(loopback))).toBeDefined();
    expect(judge(loopback, LOOPBACK_HOSTS).metadata).toMatchObject(loopback);
  },
  'DS-006': (input) => expectRefused(input, 'authorization_endpoint', 'is not https'),
  'DS-007': (input) => {
    expectRefused(input, 'authorization_endpoint', 'sets the parameter client_id');
    const own = { authorization_endpoint: 'https://as.example/a?policy=b2c_1' };
    expect(judge(own).metadata).toMatchObject(own);
  },
  'DS-008': (input) =>
    expect(judge(fragment(input.slice(0, input.indexOf('}') + 1))).warnings).toEqual([
      { kind: 'other-hosts', hosts: ['evil.example'] },
    ]),
  'DS-009': (input) => expectRefused(input, 'token_endpoint', 'has a fragment'),
  // Rejected as before, but no longer called dangerous: nobody gains by an address that is a list.
  'DS-010': (input) =>
    expect(refusalOf(() => judge(fragment(input)))).toEqual(
      malformed('token_endpoint', 'has the wrong type'),
    ),
  'DS-011': (input) => expectRefused(input, 'token_endpoint', 'has user information'),
  'DS-012': (input) => expectRefused(input, 'token_endpoint', 'names a private address'),
  'DS-013': (input) => expectRefused(input, 'jwks_uri', 'is not https'),
  // Rejected as before, by a code that says what is missing.
  'DS-014': (input) =>
    expect(refusalOf(() => judge(fragment(`{${quoted(input)}}`)))).toEqual({
      ...refused('code_challenge_methods_supported', 'lacks S256'),
      code: 'VK_PKCE_UNSUPPORTED',
    }),
  'DS-016': (input) => expectRefused(`{${quoted(input)}}`, undefined, 'has no signature'),
  'DS-019': async () => {
    const { http, asked } = serving('<!doctype html><title>Sign in</title>');
    await expect(discover(http, ISSUER, PUBLIC_HOSTS)).rejects.toMatchObject({
      code: 'VK_DISCOVERY_FAILED',
    });
    expect(asked).toHaveLength(2);
  },
  'DS-020': () => {
    const text = JSON.stringify(GOOD).replace('{', '{"issuer":"https://as.example",');
    expect(refusalOf(() => judgeMetadata(text, ISSUER, PUBLIC_HOSTS))).toMatchObject(
      refused('issuer', 'a member is named twice'),
    );
  },
  'DS-021': () => {
    for (const issuer of [
      'https://as.example?x=1',
      'https://as.example#x',
      'https://as.example?',
    ]) {
      expect(refusalOf(() => parseIssuer(issuer, PUBLIC_HOSTS))).toMatchObject({
        code: 'VK_ISSUER_INVALID',
        why: 'has a query or a fragment',
      });
    }
  },
  'DS-022': () => {
    const issuer = parseIssuer('https://xn--e1awd7f.example', PUBLIC_HOSTS);
    const { warnings } = judgeMetadata(
      { ...GOOD, issuer, token_endpoint: `${issuer}/t`, authorization_endpoint: `${issuer}/a` },
      issuer,
      PUBLIC_HOSTS,
    );
    expect(warnings).toContainEqual({ kind: 'punycode', hosts: ['xn--e1awd7f.example'] });
  },
};

const fragment = (text: string): object => JSON.parse(text) as object;

/** `name: ["value"]` as the cases write it, made JSON. */
const quoted = (line: string): string => line.replace(/^(\w+):/, '"$1":').replace(/\].*$/, ']');

const expectRefused = (input: string, member: string | undefined, why: string): void => {
  const document = fragment(input);
  expect(refusalOf(() => judge(document))).toEqual(
    refused(member ?? String(Object.keys(document)[0]), why),
  );
};

describe('bad inputs: discovery', () => {
  const cases = badInputs('discovery');

  it('has a scenario for every case, and no other', () => {
    expect(Object.keys(scenarios)).toEqual(cases.map(({ id }) => id));
    expect(new Set(cases.map(verdictOf))).toEqual(new Set(['REJECT_DISCOVERY', 'ACCEPT_WARN']));
  });

  it.each(cases.map((one) => [one.id, one.expect, one.input] as const))(
    '%s: %s',
    (id, _why, input) => scenarios[id]?.(input),
  );
});

describe('judgeMetadata (RFC 8414 §3.3)', () => {
  it('keeps what it checked and nothing else', () => {
    const { metadata, warnings } = judge({ service_documentation: 'javascript:alert(1)', x: {} });
    expect(metadata).toEqual(GOOD);
    expect(warnings).toEqual([]);
  });

  it('reads the example of RFC 8414 §3.2', () => {
    const issuer = parseIssuer('https://server.example.com', PUBLIC_HOSTS);
    const { metadata, warnings } = judgeMetadata(
      {
        issuer: 'https://server.example.com',
        authorization_endpoint: 'https://server.example.com/authorize',
        token_endpoint: 'https://server.example.com/token',
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'private_key_jwt'],
        token_endpoint_auth_signing_alg_values_supported: ['RS256', 'ES256'],
        userinfo_endpoint: 'https://server.example.com/userinfo',
        jwks_uri: 'https://server.example.com/jwks.json',
        registration_endpoint: 'https://server.example.com/register',
        scopes_supported: ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'],
        response_types_supported: ['code', 'code token'],
        service_documentation: 'http://server.example.com/service_documentation.html',
        ui_locales_supported: ['en-US', 'en-GB', 'en-CA', 'fr-FR', 'fr-CA'],
      },
      issuer,
      PUBLIC_HOSTS,
    );
    expect(metadata.token_endpoint).toBe('https://server.example.com/token');
    expect(warnings).toEqual([{ kind: 'pkce-not-stated', hosts: [] }]);
  });

  it.each(['issuer', 'token_endpoint'])('misses %s', (member) => {
    expect(refusalOf(() => judge({ [member]: undefined }))).toEqual({
      code: 'VK_METADATA_INCOMPLETE',
      member,
    });
  });

  it.each([
    ['case', 'https://AS.example'],
    ['default port', 'https://as.example:443'],
    ['another path', 'https://as.example/tenant'],
    ['two slashes', 'https://as.example//'],
    ['a template for an address without a tenant', 'https://as.example/{tenantid}/v2.0'],
  ])('refuses another spelling or issuer of the same server, as no danger: %s', (_what, issuer) => {
    expect(refusalOf(() => judge({ issuer }))).toMatchObject({
      code: 'VK_ISSUER_ALIAS',
      stated: issuer,
    });
  });

  it.each(['https://as.example.evil', 'http://as.example', 'as.example', 'https://as.example:444'])(
    'refuses the issuer %s as one of another server',
    (issuer) => {
      expect(refusalOf(() => judge({ issuer }))?.code).toBe('VK_ISSUER_MISMATCH');
    },
  );

  it.each([
    ['javascript:alert(1)', 'is not https'],
    ['file:///etc/passwd', 'is not https'],
    ['//as.example/token', 'is not a URL'],
    ['https:as.example/token', 'is not a URL'],
    ['https://as.example\\@evil.example/', 'contains characters that a URL cannot hold'],
    [' https://as.example/token', 'contains white space'],
    ['https://as.exa\tmple/token', 'contains white space'],
    ['https://[::ffff:169.254.169.254]/', 'names a private address'],
    ['https://localhost./token', 'names a private address'],
    ['https://0x7f.1/token', 'names a private address'],
    ['https://as.example/token#', 'has a fragment'],
  ])('refuses the endpoint %s', (token_endpoint, why) => {
    expect(refusalOf(() => judge({ token_endpoint }))).toEqual(refused('token_endpoint', why));
  });

  it('refuses an endpoint of more than 2000 characters', () => {
    const token_endpoint = `https://as.example/${'a'.repeat(2000)}`;
    expect(refusalOf(() => judge({ token_endpoint }))).toEqual(
      refused('token_endpoint', 'is too long'),
    );
  });

  it('leaves none out of the algorithms a certified server may list (OIDC Discovery §3)', () => {
    const { metadata } = judge({ id_token_signing_alg_values_supported: ['none', 'RS256'] });
    expect(metadata.id_token_signing_alg_values_supported).toEqual(['RS256']);
  });

  it.each(['[]', '"x"', 'null', '{', ''])('cannot use the document %j', (text) => {
    expect(refusalOf(() => judgeMetadata(text, ISSUER, PUBLIC_HOSTS))?.code).toBe(
      'VK_METADATA_MALFORMED',
    );
  });
});

describe('discover', () => {
  it('puts the well-known part where each specification wants it (RFC 8414 §3.1, §5)', () => {
    expect(metadataUrls(parseIssuer('https://example.com/issuer1', PUBLIC_HOSTS))).toEqual([
      'https://example.com/.well-known/oauth-authorization-server/issuer1',
      'https://example.com/.well-known/openid-configuration/issuer1',
      'https://example.com/issuer1/.well-known/openid-configuration',
      'https://example.com/issuer1/.well-known/oauth-authorization-server',
    ]);
    expect(metadataUrls(parseIssuer('https://example.com/', PUBLIC_HOSTS))).toEqual([
      'https://example.com/.well-known/openid-configuration',
      'https://example.com/.well-known/oauth-authorization-server',
    ]);
  });

  it('asks once where the first place answers', async () => {
    const server = await fakeAuthorizationServer();
    const { metadata } = await discover(server.http, server.issuer, PUBLIC_HOSTS);
    expect(metadata.token_endpoint).toBe('https://as.example/token');
    expect(server.requests.map(({ endpoint }) => endpoint)).toEqual(['openid-configuration']);
  });

  it.each([
    [404, undefined],
    [200, '<html>not found</html>'],
    [200, {}],
    [200, { issuer: 'https://as.example' }],
    [302, undefined],
    [500, 'oops'],
  ])('asks the second place where the first answers %s', async (status, body) => {
    const server = await fakeAuthorizationServer();
    server.failNext('openid-configuration', { status, body });
    const { metadata } = await discover(server.http, server.issuer, PUBLIC_HOSTS);
    expect(metadata.issuer).toBe('https://as.example');
    expect(server.requests.map(({ endpoint }) => endpoint)).toEqual([
      'openid-configuration',
      'oauth-authorization-server',
    ]);
  });

  it('does not look elsewhere where the first document is wrong', async () => {
    const server = await fakeAuthorizationServer();
    const body = { ...GOOD, issuer: 'https://evil.example' };
    server.failNext('openid-configuration', { status: 200, body });
    await expect(discover(server.http, server.issuer, PUBLIC_HOSTS)).rejects.toMatchObject({
      code: 'VK_ISSUER_MISMATCH',
    });
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    [404, 'VK_DISCOVERY_FAILED'],
    [429, 'VK_RATE_LIMITED'],
    [503, 'VK_SERVER_UNAVAILABLE'],
  ])('says why there is no document: %s', async (status, code) => {
    const { http } = serving('', status);
    await expect(discover(http, ISSUER, PUBLIC_HOSTS)).rejects.toMatchObject({
      code,
      fields: { status },
    });
  });

  it('passes network failures on', async () => {
    const server = await fakeAuthorizationServer();
    server.failNext('openid-configuration', 'network');
    await expect(discover(server.http, server.issuer, PUBLIC_HOSTS)).rejects.toMatchObject({
      code: 'VK_OFFLINE',
    });
  });

  it('stops reading a document of more than 1 MiB', async () => {
    const { http } = serving(`{"x":"${'a'.repeat(1_100_000)}"}`);
    await expect(discover(http, ISSUER, PUBLIC_HOSTS)).rejects.toMatchObject({
      code: 'VK_DISCOVERY_FAILED',
    });
  });
});
