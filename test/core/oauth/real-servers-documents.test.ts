import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { isValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import { parseIssuer, PUBLIC_HOSTS } from '../../../src/core/model/issuer.ts';
import { discover, type Discovery } from '../../../src/core/oauth/discovery/discovery.ts';
import { judgeDeviceAuthorizationResponse } from '../../../src/core/oauth/device-grant.ts';
import { judgeIntrospectionResponse } from '../../../src/core/oauth/introspection.ts';
import { describeToken } from '../../../src/core/oauth/token/claims.ts';
import { findToken } from '../../../src/core/oauth/token/find-token.ts';
import { readKeys } from '../../../src/core/oauth/token/jwks.ts';
import { readJws, verifySignature } from '../../../src/core/oauth/token/jws.ts';
import { proposedScope } from '../../../src/renderer/sign-in/draft/draft.ts';
import { FAILURE_TEXT } from '../../../src/vocabulary/failure-text.ts';
import { exchangeOver, noHttp } from '../../fake/exchange.ts';
import { jsonReply } from '../../fake/http.ts';
import { realServer, realServers } from '../../fixtures/real-servers.ts';

type Members = Readonly<Record<string, unknown>>;

const ORIGIN = 'https://as.example';
const documentOf = (issuer: string, changes: Members = {}): Members => ({
  issuer,
  authorization_endpoint: `${ORIGIN}/authorize`,
  token_endpoint: `${ORIGIN}/token`,
  code_challenge_methods_supported: ['S256'],
  ...changes,
});

/** What comes of an address that a person typed, at a server that has its description in one place only. */
const typed = (
  address: string,
  served: Members,
  place = `${address.replace(/\/$/, '')}/.well-known/openid-configuration`,
): Promise<Discovery> =>
  discover(
    (url) => Promise.resolve(url === place ? jsonReply(served) : jsonReply({}, 404)),
    parseIssuer(address, PUBLIC_HOSTS),
    PUBLIC_HOSTS,
  );

const failureOf = async (action: Promise<unknown>) => {
  const thrown: unknown = await action.catch((reason: unknown) => reason);
  if (!isValetKeyError(thrown)) throw thrown;
  return { code: thrown.code, fields: thrown.fields, ...FAILURE_TEXT[thrown.code] };
};

const slashIsNoDifference = async () => {
  for (const [address, stated] of [
    [ORIGIN, `${ORIGIN}/`],
    [`${ORIGIN}/`, ORIGIN],
  ] as const) {
    const { issuer, notes } = await typed(address, documentOf(stated));
    expect(issuer).toBe(stated);
    expect(notes).toEqual([{ kind: 'issuer-slash', hosts: [] }]);
  }
};

const B64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64');
const PADDED = `${B64({ alg: 'ES256' })}.${B64({ sub: 1 })}.AA==`;
const JWT = PADDED.replaceAll('=', '');

const SCENARIOS: Readonly<Record<string, () => Promise<void>>> = {
  'mcp-issuer-slash-served': slashIsNoDifference,
  'H-008': slashIsNoDifference,
  'mcp-meta-null': async () => {
    const nothing = {
      introspection_endpoint: null,
      scopes_supported: null,
      userinfo_endpoint: null,
    };
    const { metadata, notes } = await typed(ORIGIN, documentOf(ORIGIN, nothing));
    expect(metadata).toMatchObject({ token_endpoint: `${ORIGIN}/token` });
    expect(notes.flatMap(({ members = [] }) => members).toSorted()).toEqual(
      Object.keys(nothing).toSorted(),
    );
  },
  'mcp-oidc-path-insertion-only': async () => {
    const tenant = `${ORIGIN}/tenant1`;
    const place = `${ORIGIN}/.well-known/openid-configuration/tenant1`;
    expect((await typed(tenant, documentOf(tenant), place)).issuer).toBe(tenant);
  },
  'id-entra-tenant': async () => {
    const stated = 'https://login.microsoftonline.com/{tenantid}/v2.0';
    const address = 'https://login.microsoftonline.com/organizations/v2.0';
    const { issuer, metadata, warnings } = await typed(address, documentOf(stated));
    expect([issuer, metadata.issuer]).toEqual([address, stated]);
    expect(warnings).toContainEqual({ kind: 'any-tenant', hosts: ['login.microsoftonline.com'] });
  },
  'DS-015': async () => {
    const document = documentOf(ORIGIN, { code_challenge_methods_supported: undefined });
    expect((await typed(ORIGIN, document)).warnings).toEqual([
      { kind: 'pkce-not-stated', hosts: [] },
    ]);
  },
  'H-002': async () => {
    const document = documentOf(ORIGIN, { token_endpoint: 'https://tokens.example.net/token' });
    expect((await typed(ORIGIN, document)).warnings).toContainEqual({
      kind: 'other-hosts',
      hosts: ['tokens.example.net'],
    });
  },
  'H-003': async () => {
    expect(proposedScope(['read', 'write'])).toEqual([]);
    expect(proposedScope(['openid', 'email', 'x'])).toEqual(['openid', 'email']);
  },
  'H-015': async () => {
    const document = documentOf(ORIGIN, { code_challenge_methods_supported: ['plain'] });
    expect((await failureOf(typed(ORIGIN, document))).sentence).toContain('S256');
  },
  'jwks-padded-base64': async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = await exportJWK(publicKey);
    const token = readJws(
      await new SignJWT({}).setProtectedHeader({ alg: 'RS256' }).sign(privateKey),
    );
    const n = jwk.n ?? '';
    const plain = Buffer.from(n, 'base64url').toString('base64');
    for (const odd of [plain, `${n}==`]) {
      const keys = await readKeys({ keys: [{ ...jwk, n: odd }] });
      expect(await verifySignature(token, { keys })).toBe('verified');
    }
  },
  'device-verification-url': async () => {
    const reply = {
      device_code: 'd',
      user_code: 'ABCD-EFGH',
      verification_url: 'https://as.example/device',
      expires_in: 1800,
      interval: 5,
    };
    expect(
      await judgeDeviceAuthorizationResponse(exchangeOver(noHttp), jsonReply(reply)),
    ).toMatchObject({ verificationUri: 'https://as.example/device', lifetime: 1800 });
  },
  'introspect-active-text': async () => {
    const exchange = exchangeOver(noHttp);
    const text = await failureOf(
      judgeIntrospectionResponse(exchange, jsonReply({ active: 'true' })),
    );
    expect(text.fields).toMatchObject({ member: 'active', why: 'a text, not true or false' });
    const labelled = new Response('{"active":true}', { headers: { 'content-type': 'text/plain' } });
    expect((await judgeIntrospectionResponse(exchange, labelled)).active).toBe(true);
  },
  'paste-alb-padded': async () => {
    for (const text of [PADDED, `x-amzn-oidc-data: ${PADDED}`]) {
      const { token } = findToken(text);
      expect(token).toBe(PADDED);
      expect(describeToken(token)).toMatchObject({ format: 'jwt', notes: ['padded'] });
    }
  },
  'paste-wrappers': async () => {
    const texts = [
      `${JWT};`,
      `${JWT},`,
      `\`${JWT}\``,
      `<${JWT}>`,
      `[token](${JWT})`,
      `Bearer%20${JWT}`,
      `Cookie: s=1; id_token=${JWT}; x=1`,
    ];
    for (const text of texts) expect(findToken(text).token).toBe(JWT);
    for (const text of ['Authorization: token gho_x', 'access_token: gho_x']) {
      expect(findToken(text).token).toBe('gho_x');
    }
  },
};

const cases = [
  ...realServers('keys', 'discovery', 'discovery.message', 'device', 'introspection', 'paste'),
  ...realServers('failure.text', 'sign-in.form'),
  realServer('mcp-issuer-slash-served'),
  realServer('mcp-meta-null'),
  realServer('mcp-oidc-path-insertion-only'),
];

describe('documents, keys and pasted text of servers that exist', () => {
  it('have a scenario for every case, and no other', () => {
    expect(Object.keys(SCENARIOS).toSorted()).toEqual(cases.map(({ id }) => id).toSorted());
  });

  it.each(cases)('$id: $expect', async ({ id }) => {
    await SCENARIOS[id]?.();
  });
});
