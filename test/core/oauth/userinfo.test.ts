import { describe, expect, test } from 'vitest';
import { isValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import { fetchUserInfo } from '../../../src/core/oauth/userinfo.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import { exchangeOver } from '../../fake/exchange.ts';
import { fakeHttp, jsonReply } from '../../fake/http.ts';

const URL = 'https://server.example.com/userinfo';
const TOKEN = Secret.of('access-token', 'SlAV32hkKG');
const SUB = '248289761001';

const failureOf = async (reply: Response): Promise<unknown> => {
  const { http } = fakeHttp({ method: 'GET', url: URL, reply });
  const thrown = await fetchUserInfo(exchangeOver(http), TOKEN, SUB).catch(
    (reason: unknown) => reason,
  );
  return isValetKeyError(thrown) ? thrown.code : thrown;
};

const challenged = (status: number, challenge: string): Response =>
  new Response('', { status, headers: { 'www-authenticate': challenge } });

describe('fetchUserInfo', () => {
  test('reads the example of OIDC Core §5.3.2', async () => {
    const claims = {
      sub: SUB,
      name: 'Jane Doe',
      given_name: 'Jane',
      family_name: 'Doe',
      preferred_username: 'j.doe',
      email: 'janedoe@example.com',
      picture: 'http://example.com/janedoe/me.jpg',
    };
    const { http } = fakeHttp({
      method: 'GET',
      url: URL,
      headers: { authorization: 'Bearer SlAV32hkKG' },
      reply: jsonReply(claims),
    });
    expect(await fetchUserInfo(exchangeOver(http), TOKEN, SUB)).toEqual({
      subject: {
        sub: SUB,
        name: 'Jane Doe',
        preferredUsername: 'j.doe',
        email: 'janedoe@example.com',
      },
      claims,
    });
  });

  test('does not believe an answer about anybody else (OIDC Core §5.3.4)', async () => {
    expect(await failureOf(jsonReply({ sub: '248289761002' }))).toBe('VK_SUBJECT_CHANGED');
  });

  test.each([{}, { sub: 248289761001 }, { sub: '' }, { sub: [SUB] }])(
    'does not believe an answer about nobody: %j',
    async (claims) => {
      expect(await failureOf(jsonReply(claims))).toBe('VK_RESPONSE_MALFORMED');
    },
  );

  test('does not take an answer that looks signed and names no algorithm', async () => {
    const reply = new Response('e30.e30.', { headers: { 'content-type': 'application/jwt' } });
    expect(await failureOf(reply)).toBe('VK_RESPONSE_MALFORMED');
  });

  test.each([
    [401, 'Bearer error="invalid_token", error_description="expired"', 'VK_REQUEST_REJECTED'],
    [403, 'Bearer realm="x", error="insufficient_scope"', 'VK_INSUFFICIENT_SCOPE'],
    [401, 'Bearer', 'VK_REQUEST_REJECTED'],
    [401, 'Bearer error="invalid_grant"', 'VK_REQUEST_REJECTED'],
  ])(
    'is told by the challenge why the token was refused (RFC 6750 §3.1): %i %s',
    async (status, challenge, code) => {
      expect(await failureOf(challenged(status, challenge))).toBe(code);
    },
  );

  test('knows a server in trouble', async () => {
    expect(await failureOf(new Response('', { status: 502 }))).toBe('VK_SERVER_UNAVAILABLE');
  });
});
