import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { decodeProtectedHeader } from 'jose';
import {
  createPlayground,
  type Playground,
} from '../../../src/playground/server/create-playground.ts';
import { get, signIn } from '../../server/client.ts';

// Real sockets, signatures and files: slow on a busy machine, never waiting for anything.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let playground: Playground;
let issuer: string;

beforeAll(async () => {
  playground = await createPlayground();
  issuer = playground.issuer;
});
afterAll(() => playground.close());

describe('the protected API (RFC 6750)', () => {
  test('without a token it challenges and names no error (§3.1)', async () => {
    const { status, headers } = await get(`${issuer}/api/notes`);
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer realm="playground", DPoP /);
  });

  test('with a foreign token it says invalid_token', async () => {
    const { status, headers } = await get(`${issuer}/api/notes`, 'mF_9.B5f-4.1JqM');
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  test('with too narrow a token it names the missing scope (§3.1)', async () => {
    const { accessToken } = await signIn(issuer, { request: 'openid notes:read' });
    const { status, headers } = await get(`${issuer}/api/calendar`, accessToken);
    expect(status).toBe(403);
    expect(headers.get('www-authenticate')).toBe(
      'Bearer realm="playground", error="insufficient_scope", scope="calendar:read"',
    );
  });

  test.each(['jwt', 'opaque'] as const)('takes %s tokens', async (accessTokenFormat) => {
    playground.configure({ accessTokenFormat });
    const { accessToken } = await signIn(issuer);
    expect(accessToken.split('.')).toHaveLength(accessTokenFormat === 'jwt' ? 3 : 1);
    if (accessTokenFormat === 'jwt') {
      expect(decodeProtectedHeader(accessToken)).toMatchObject({ typ: 'at+jwt', alg: 'ES256' });
    }
    const { body } = await get(`${issuer}/api/notes`, accessToken);
    expect(body['notes']).toHaveLength(2);
  });

  test('userinfo gives the claims of the granted scopes (OpenID Connect Core §5.4)', async () => {
    const { accessToken } = await signIn(issuer, { account: 'bob', request: 'openid email' });
    expect((await get(`${issuer}/api/userinfo`, accessToken)).body).toEqual({
      sub: 'bob',
      email: 'bob@playground.example',
      email_verified: true,
    });
  });

  test('a lifetime set while running holds for the next token', async () => {
    playground.configure({ accessTokenLifetime: 7 });
    expect((await signIn(issuer)).answer.body['expires_in']).toBe(7);
  });
});
