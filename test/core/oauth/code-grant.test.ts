import { expect, test } from 'vitest';
import { epochMs } from '../../../src/vocabulary/instant.ts';
import { isValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import { exchangeCode } from '../../../src/core/oauth/code-grant.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import { FAKE_EPOCH } from '../../fake/clock.ts';
import { confidential, exchangeOver } from '../../fake/exchange.ts';
import { fakeHttp, jsonReply } from '../../fake/http.ts';

const URL = 'https://server.example.com/token';

/** RFC 6749 §4.1.3 with the verifier of RFC 7636 Appendix B. */
const GRANT = {
  code: Secret.of('authorization-code', 'SplxlOBeZQQYbYS6WxSbIA'),
  redirectUri: 'https://client.example.com/cb',
  codeVerifier: Secret.of('code-verifier', 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'),
  scope: scopeOf(['read']),
};

const FORM = {
  grant_type: 'authorization_code',
  code: 'SplxlOBeZQQYbYS6WxSbIA',
  redirect_uri: 'https://client.example.com/cb',
  code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
};

test('trades a code for the tokens of RFC 6749 §4.1.4, dated from the exchange', async () => {
  const { http } = fakeHttp({
    url: URL,
    form: FORM,
    headers: { authorization: 'Basic czZCaGRSa3F0MzpnWDFmQkF0M2JW' },
    reply: jsonReply({
      access_token: '2YotnFZFEjr1zCsicMWpAA',
      token_type: 'bearer',
      expires_in: 3600,
      refresh_token: 'tGzv3JOkF0XG5Qx2TlKWIA',
      example_parameter: 'example_value',
    }),
  });
  const { token, refreshToken, idToken } = await exchangeCode(confidential(http), GRANT);
  expect(token.accessToken.expose()).toBe('2YotnFZFEjr1zCsicMWpAA');
  expect(refreshToken?.expose()).toBe('tGzv3JOkF0XG5Qx2TlKWIA');
  expect({ ...token, accessToken: undefined }).toEqual({
    accessToken: undefined,
    tokenType: 'bearer',
    scope: ['read'],
    obtainedAt: FAKE_EPOCH,
    expiresAt: epochMs(FAKE_EPOCH + 3_600_000),
    lifetime: 3600,
    lifetimeAssumed: false,
    warnings: [],
  });
  expect(idToken).toBeUndefined();
});

test('names the resource, and keeps it with the token (RFC 8707 §2.2)', async () => {
  const resource = 'https://cal.example.com/';
  const { http } = fakeHttp({
    url: URL,
    form: { ...FORM, client_id: 's6BhdRkqt3', resource },
    reply: jsonReply({ access_token: 'a', token_type: 'bearer' }),
  });
  const { token } = await exchangeCode(exchangeOver(http), { ...GRANT, resource });
  expect(token.resource).toBe(resource);
});

test('hands the ID token on, unverified and secret (OIDC Core §3.1.3.3)', async () => {
  const reply = {
    access_token: 'a',
    token_type: 'Bearer',
    id_token: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
  };
  const { http } = fakeHttp({ url: URL, reply: jsonReply(reply) });
  const { idToken } = await exchangeCode(exchangeOver(http), GRANT);
  expect([String(idToken), idToken?.expose()]).toEqual(['[secret]', reply.id_token]);
});

test('fails with what the server says of the code, and quotes it (RFC 6749 §5.2)', async () => {
  const refusal = { error: 'invalid_grant', error_description: 'code was used already' };
  const { http } = fakeHttp({ url: URL, reply: jsonReply(refusal, 400) });
  const thrown = await exchangeCode(exchangeOver(http), GRANT).catch((reason: unknown) => reason);
  expect(isValetKeyError(thrown, 'VK_GRANT_REVOKED') && thrown.fields).toEqual({
    status: 400,
    ...refusal,
  });
});
