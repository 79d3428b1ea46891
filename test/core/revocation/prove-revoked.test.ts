import { describe, expect, it } from 'vitest';
import type { Http } from '../../../src/core/port/http.ts';
import type { Connection } from '../../../src/core/model/connection.ts';
import type { HeldTokens } from '../../../src/core/revocation/end-tokens.ts';
import { proveRevoked } from '../../../src/core/revocation/prove-revoked.ts';
import type { RevocationPart } from '../../../src/vocabulary/revocation.ts';
import { signInRig } from '../sign-in/sign-in-rig.ts';

interface Case {
  readonly metadata?: Record<string, unknown>;
  readonly format?: 'opaque' | 'jwt';
  readonly what?: RevocationPart;
  /** Laid before the server from the proof on. */
  readonly http?: (server: Http) => Http;
  readonly holding?: (held: HeldTokens) => HeldTokens;
  /** The server says yes to the revocation and goes on as before. */
  readonly liesAboutIt?: boolean;
}

const prove = async (one: Case) => {
  const { metadata = {}, format = 'opaque', what = 'grant', http, holding, liesAboutIt } = one;
  const rig = await signInRig({ server: { metadata, accessTokenFormat: format } });
  const connection: Connection = await rig.signIn();
  const token = rig.accessTokens.peek(connection.id);
  const refreshToken = (await rig.secrets.readRefreshToken(connection.id))?.refreshToken;
  if (token === undefined || refreshToken === undefined) throw new Error('not signed in');
  if (liesAboutIt !== true) rig.server.endAllGrants();
  const exchange = await rig.exchangeFor(connection);
  const held = { tokens: [token], refreshToken };
  const proof = await proveRevoked(
    { ...exchange, http: http?.(exchange.http) ?? exchange.http },
    connection,
    what,
    holding?.(held) ?? held,
  );
  return { rig, token, proof };
};

const answering =
  (endpoint: string, response: () => Response) =>
  (server: Http): Http =>
  (url, request) =>
    url.endsWith(endpoint) ? Promise.resolve(response()) : server(url, request);

const NO_INTROSPECTION = { introspection_endpoint: undefined };
const refusal =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    new Response(null, { status, headers });

describe('whether revoked tokens are dead', () => {
  it('is proven by introspection (RFC 7662 §2.2)', async () => {
    expect((await prove({})).proof).toEqual({ method: 'introspection', outcome: 'inactive' });
    expect((await prove({ liesAboutIt: true })).proof).toEqual({
      method: 'introspection',
      outcome: 'active',
    });
  });

  it('is proven by using the access token where introspection is refused (RFC 6750 §3.1)', async () => {
    const { proof, rig } = await prove({ http: answering('/introspect', refusal(401)) });
    expect(proof).toEqual({ method: 'userinfo', outcome: 'inactive' });
    expect(rig.server.requestsTo('userinfo')).toHaveLength(1);
  });

  it('is proven by the refresh token where there is no access token', async () => {
    const holding = (held: HeldTokens): HeldTokens => ({ ...held, tokens: [] });
    const { proof } = await prove({ metadata: NO_INTROSPECTION, holding });
    expect(proof).toEqual({ method: 'refresh', outcome: 'inactive' });
    const { proof: lie } = await prove({ metadata: NO_INTROSPECTION, holding, liesAboutIt: true });
    expect(lie).toEqual({ method: 'refresh', outcome: 'active' });
  });

  it.each([
    ['404', refusal(404)],
    ['400', () => Response.json({ error: 'invalid_request' }, { status: 400 })],
    [
      '403 insufficient_scope',
      refusal(403, { 'www-authenticate': 'Bearer error="insufficient_scope"' }),
    ],
    ['500', refusal(500)],
  ])('is not concluded from a userinfo endpoint that answers %s', async (_, response) => {
    const { proof } = await prove({
      metadata: NO_INTROSPECTION,
      liesAboutIt: true,
      http: answering('/userinfo', response),
    });
    expect(proof.outcome).toBe('active');
    expect(proof.method).toBe('refresh');
  });

  it('is unknown where nobody can be asked, and that is no failure', async () => {
    const { proof } = await prove({ http: () => () => Promise.reject(new Error('no net')) });
    expect(proof).toEqual({ method: 'none', outcome: 'unknown' });
  });

  it('says until when a JWT works for whoever checks it offline (RFC 9068 §5)', async () => {
    const { proof, token } = await prove({ format: 'jwt' });
    expect(proof).toEqual({
      method: 'introspection',
      outcome: 'inactive',
      worksOfflineUntil: token.expiresAt,
    });
  });

  it('says nothing of that where the JWT has expired', async () => {
    const { proof } = await prove({
      format: 'jwt',
      holding: ({ tokens, ...rest }) => ({
        ...rest,
        tokens: tokens.map((token) => ({ ...token, expiresAt: token.obtainedAt })),
      }),
    });
    expect(proof).not.toHaveProperty('worksOfflineUntil');
  });
});
