import { describe, expect, it } from 'vitest';
import type { Http } from '../../../src/core/port/http.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import { signInRig } from './sign-in-rig.ts';

type Members = Record<string, unknown>;
/** What a server sends in place of its answer: other members, or text with another label or status. */
type Sloppy = (members: Members) => Members | Response;

const OPENID = '/.well-known/openid-configuration';
const OAUTH = '/.well-known/oauth-authorization-server';

const sending =
  (places: readonly string[], sloppy: Sloppy) =>
  (server: Http): Http =>
  async (url, request) => {
    const response = await server(url, request);
    if (!places.some((place) => url.endsWith(place))) return response;
    const sent = sloppy((await response.json()) as Members);
    return sent instanceof Response ? sent : Response.json(sent, { status: response.status });
  };

const labelled = (members: Members, type: string, status = 200): Response =>
  new Response(JSON.stringify(members), { status, headers: { 'content-type': type } });

const keysWith =
  (changes: Members): Sloppy =>
  ({ keys }) => ({ keys: (keys as Members[]).map((key) => ({ ...key, ...changes })) });

const REGISTERS = { registration_endpoint: 'https://as.example/register' };

/** Signs in at such a server. */
const signInAt = async (
  places: readonly string[],
  sloppy: Sloppy,
  changes: Parameters<Awaited<ReturnType<typeof signInRig>>['signIn']>[0] = {},
) => {
  const rig = await signInRig({
    server: { metadata: REGISTERS },
    http: sending(places, sloppy),
  });
  const connection = await rig.signIn(changes);
  return { connection, token: rig.accessTokens.peek(connection.id) };
};

const REGISTERING = {
  register: {},
  registration: {
    clientId: '',
    tokenEndpointAuthMethod: 'none',
    redirectMethod: 'loopback',
    redirectPath: '/callback',
  },
} as const;

describe('a token reply', () => {
  it.each(['BearerToken', 'bearer_token', 'Bearer Token'])(
    'whose type is called %s is taken as bearer, and that is noted (Apigee)',
    async (token_type) => {
      const { token } = await signInAt(['/token'], (reply) => ({ ...reply, token_type }));
      expect([token?.tokenType, token?.warnings]).toEqual(['bearer', ['token_type_unusual']]);
    },
  );

  it.each(['mac', 'pop', 'N_A', 'bearer mac', 'xbearertoken'])(
    'whose type is %s is refused: nobody knows how that is used (RFC 6749 §7.1)',
    async (token_type) => {
      await expect(
        signInAt(['/token'], (reply) => ({ ...reply, token_type })),
      ).rejects.toMatchObject({ code: 'VK_RESPONSE_MALFORMED' });
    },
  );

  it('with white space around its type and lifetime loses neither', async () => {
    const sloppy: Sloppy = (reply) => ({ ...reply, token_type: 'Bearer ', expires_in: ' 3600 ' });
    const { token } = await signInAt(['/token'], sloppy);
    expect([token?.tokenType, token?.lifetime]).toEqual(['bearer', 3600]);
  });

  it.each([null, false, '', 0])(
    'with an empty error %j beside the token is a success',
    async (error) => {
      const { connection } = await signInAt(['/token'], (reply) => ({ ...reply, error }));
      expect(connection.hasRefreshToken).toBe(true);
    },
  );

  it('with a user id that is too long for a number keeps its tokens', async () => {
    const text = (reply: Members) =>
      JSON.stringify(reply).replace('{', '{"user_id":123456789012345678901234567890,');
    const { connection } = await signInAt(['/token'], (reply) => new Response(text(reply)));
    expect(connection.hasRefreshToken).toBe(true);
  });

  it.each([
    ['a fraction', 3599.7, 3599],
    ['a fraction in text', '3600.0', 3600],
    ['negative', -1, 300],
    ['with a unit', '3600s', 300],
  ])('with a lifetime that is %s is kept for as long as is sure', async (_how, stated, kept) => {
    const { token } = await signInAt(['/token'], (reply) => ({ ...reply, expires_in: stated }));
    expect(token?.lifetime).toBe(kept);
  });

  it('without an ID token that nobody asked for is a success, also where it is null', async () => {
    const { connection } = await signInAt(['/token'], (reply) => ({ ...reply, id_token: null }), {
      scope: scopeOf(['read']),
    });
    expect(connection.hasRefreshToken).toBe(true);
  });
});

describe('a key set', () => {
  it.each([
    ['names the algorithm in lower case', { alg: 'es256' }],
    ['says SIG of what its keys are for', { use: 'SIG' }],
    ['says “signature” of what its keys are for', { use: 'signature' }],
    ['lists the private operation too', { key_ops: ['sign', 'verify'] }],
    ['has empty members', { alg: '', use: null, x5c: null, x5t: '' }],
  ])('that %s still verifies', async (_how, changes) => {
    const { connection } = await signInAt(['/jwks'], keysWith(changes));
    expect(connection.subject?.sub).toBe('alice');
  });

  it.each([
    ['for encryption', { use: 'enc' }],
    ['for encryption, in capitals', { use: 'ENC' }],
    ['of another algorithm', { alg: 'RS256' }],
    ['for encrypting alone', { key_ops: ['wrapKey'] }],
  ])('with no key but one %s verifies nothing', async (_what, changes) => {
    await expect(signInAt(['/jwks'], keysWith(changes))).rejects.toMatchObject({
      code: 'VK_ID_TOKEN_INVALID',
    });
  });

  it('finds its key among entries that are none', async () => {
    const junk = [null, 1, 'x', {}, { kty: 'OKP', crv: 'X25519', x: 'AA' }, { kty: 'foo', kid: 3 }];
    const { connection } = await signInAt(['/jwks'], ({ keys }) => ({
      keys: [...junk, ...(keys as unknown[])],
    }));
    expect(connection.subject?.sub).toBe('alice');
  });

  it.each(['<html>502</html>', '[]', '"keys"'])(
    'that is %s is told as unusable, not as dangerous',
    async (text) => {
      await expect(signInAt(['/jwks'], () => new Response(text))).rejects.toMatchObject({
        code: 'VK_METADATA_MALFORMED',
      });
    },
  );
});

describe('a server’s description', () => {
  it.each([[['s256', 'plain']], ['plain,S256'], ['S256']])(
    'with %j for its code challenge methods has S256',
    async (methods) => {
      const { connection } = await signInAt([OPENID, OAUTH], (document) => ({
        ...document,
        code_challenge_methods_supported: methods,
      }));
      expect(connection.subject?.sub).toBe('alice');
    },
  );

  it.each([[['plain']], [['SHA256']], [[]], ['plain']])(
    'with %j for its code challenge methods has no S256',
    async (methods) => {
      const sloppy: Sloppy = (document) => ({
        ...document,
        code_challenge_methods_supported: methods,
      });
      await expect(signInAt([OPENID, OAUTH], sloppy)).rejects.toMatchObject({
        code: 'VK_PKCE_UNSUPPORTED',
      });
    },
  );

  it.each(['True', 'TRUE', 'true'])(
    'that says %s as text protects what it protects (RFC 9207 §2.4)',
    async (said) => {
      const { connection } = await signInAt([OPENID, OAUTH], (document) => ({
        ...document,
        authorization_response_iss_parameter_supported: said,
      }));
      expect(connection.metadata.authorization_response_iss_parameter_supported).toBe(true);
    },
  );
});

describe('a registration', () => {
  it.each([
    ['is labelled as a page', (reply: Members) => labelled(reply, 'text/html', 201)],
    ['has no label', (reply: Members) => new Response(JSON.stringify(reply), { status: 201 })],
    ['is only accepted', (reply: Members) => labelled(reply, 'application/json', 202)],
    [
      'names the method in capitals',
      (r: Members) => ({ ...r, token_endpoint_auth_method: 'NONE' }),
    ],
    ['names no method', (r: Members) => ({ ...r, token_endpoint_auth_method: null })],
    ['lists its scope', (r: Members) => ({ ...r, scope: ['openid', 'read'] })],
    ['has one text for its lists', (r: Members) => ({ ...r, grant_types: 'authorization_code' })],
    ['dates it in words', (r: Members) => ({ ...r, client_secret_expires_at: 'never' })],
    ['is managed nowhere', (r: Members) => ({ ...r, registration_client_uri: '/register/x' })],
  ])('that %s is a client', async (_how, sloppy) => {
    const { connection } = await signInAt(['/register'], sloppy, REGISTERING);
    expect(connection.registration.tokenEndpointAuthMethod).toBe('none');
  });
});
