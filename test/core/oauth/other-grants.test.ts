import { decodeJwt, decodeProtectedHeader, generateKeyPair, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { epochMs } from '../../../src/vocabulary/instant.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import { requestClientCredentials } from '../../../src/core/oauth/client-credentials-grant.ts';
import { requestByAssertion, signAssertion } from '../../../src/core/oauth/jwt-bearer-grant.ts';
import type { Exchange } from '../../../src/core/oauth/exchange/exchange.ts';
import { requestByPassword } from '../../../src/core/oauth/password-grant.ts';
import { exchangeToken, TOKEN_TYPE } from '../../../src/core/oauth/token-exchange-grant.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import { confidential, exchangeOver } from '../../fake/exchange.ts';
import { fakeHttp, formOf, jsonReply } from '../../fake/http.ts';

const URL = 'https://server.example.com/token';
const BASIC = { authorization: 'Basic czZCaGRSa3F0MzpnWDFmQkF0M2JW' };
const SCOPE = scopeOf(['read']);
const GIVEN = { access_token: '2YotnFZFEjr1zCsicMWpAA', token_type: 'Bearer', expires_in: 3600 };

test('client credentials: sends the request of RFC 6749 §4.4.2', async () => {
  const { http } = fakeHttp({
    url: URL,
    form: { grant_type: 'client_credentials' },
    headers: BASIC,
    reply: jsonReply(GIVEN),
  });
  const { token } = await requestClientCredentials(confidential(http), { scope: scopeOf([]) });
  expect([token.accessToken.expose(), token.scope]).toEqual(['2YotnFZFEjr1zCsicMWpAA', []]);
});

test('client credentials: names scope and resource (RFC 8707 §2.2)', async () => {
  const resource = 'https://cal.example.com/';
  const { http } = fakeHttp({
    url: URL,
    form: { grant_type: 'client_credentials', scope: 'read', resource },
    reply: jsonReply(GIVEN),
  });
  const { token } = await requestClientCredentials(confidential(http), { scope: SCOPE, resource });
  expect([token.scope, token.resource]).toEqual([['read'], resource]);
});

test('password: sends the request of RFC 6749 §4.3.2', async () => {
  const { http } = fakeHttp({
    url: URL,
    form: { grant_type: 'password', username: 'johndoe', password: 'A3ddj3w', scope: 'read' },
    headers: BASIC,
    reply: jsonReply(GIVEN),
  });
  const password = Secret.of('password', 'A3ddj3w');
  const grant = { username: 'johndoe', password, scope: SCOPE };
  expect((await requestByPassword(confidential(http), grant)).token.lifetime).toBe(3600);
});

describe('JWT bearer', () => {
  test('sends the request of RFC 7523 §2.1', async () => {
    const { http } = fakeHttp({
      url: URL,
      form: {
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: 'eyJhbGciOiJFUzI1NiIsImtpZCI6IjE2In0.eyJpc3Mi.J9l-ZhwP',
        client_id: 's6BhdRkqt3',
        scope: 'read',
      },
      reply: jsonReply(GIVEN),
    });
    const assertion = Secret.of(
      'assertion',
      'eyJhbGciOiJFUzI1NiIsImtpZCI6IjE2In0.eyJpc3Mi.J9l-ZhwP',
    );
    const { token } = await requestByAssertion(exchangeOver(http), { assertion, scope: SCOPE });
    expect(token.tokenType).toBe('bearer');
  });

  test('signs the claims of RFC 7523 §4, good for five minutes', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const issuedAt = epochMs(1300819380_000);
    const assertion = await signAssertion({ key: privateKey, kid: '16' }, 'ES256', {
      issuer: 'https://jwt-idp.example.com',
      subject: 'mailto:mike@example.com',
      audience: 'https://jwt-rp.example.net',
      id: 'jti-1',
      issuedAt,
      more: { scope: 'read' },
    });
    await jwtVerify(assertion.expose(), publicKey, { currentDate: new Date(issuedAt) });
    expect(decodeProtectedHeader(assertion.expose())).toEqual({
      alg: 'ES256',
      typ: 'JWT',
      kid: '16',
    });
    expect(decodeJwt(assertion.expose())).toEqual({
      iss: 'https://jwt-idp.example.com',
      sub: 'mailto:mike@example.com',
      aud: 'https://jwt-rp.example.net',
      jti: 'jti-1',
      iat: 1300819378,
      exp: 1300819680,
      scope: 'read',
    });
  });
});

describe('token exchange', () => {
  const { accessToken: ACCESS_TOKEN, idToken } = TOKEN_TYPE;
  const subject = {
    type: ACCESS_TOKEN,
    token: Secret.of('access-token', 'accVkjcJyb4BWCxGsndESCJQbdFMogUC5PbRDqceLTC'),
  } as const;

  test('sends the request of RFC 8693 §2.3 and takes its answer', async () => {
    const { http } = fakeHttp({
      url: URL,
      form: {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        resource: 'https://backend.example.com/api',
        subject_token: 'accVkjcJyb4BWCxGsndESCJQbdFMogUC5PbRDqceLTC',
        subject_token_type: ACCESS_TOKEN,
        requested_token_type: ACCESS_TOKEN,
      },
      headers: BASIC,
      reply: jsonReply({
        access_token: 'eyJhbGciOiJFUzI1NiIsImtpZCI6IjllciJ9.eyJhdWQiOiJo',
        issued_token_type: ACCESS_TOKEN,
        token_type: 'Bearer',
        expires_in: 60,
      }),
    });
    const resource = 'https://backend.example.com/api';
    const grant = { subject, resource, scope: scopeOf([]) };
    const { token } = await exchangeToken(confidential(http), grant);
    expect([token.lifetime, token.resource]).toEqual([60, resource]);
  });

  test('names who acts, and for which service (RFC 8693 §2.1)', async () => {
    const { http } = fakeHttp({
      url: URL,
      form: {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        client_id: 's6BhdRkqt3',
        subject_token: 'accVkjcJyb4BWCxGsndESCJQbdFMogUC5PbRDqceLTC',
        subject_token_type: ACCESS_TOKEN,
        actor_token: 'eyJ.actor',
        actor_token_type: idToken,
        requested_token_type: ACCESS_TOKEN,
        audience: 'backend',
        scope: 'read',
      },
      reply: jsonReply({ ...GIVEN, issued_token_type: 'urn:ietf:params:oauth:token-type:jwt' }),
    });
    const actor = { type: idToken, token: Secret.of('id-token', 'eyJ.actor') } as const;
    const grant = { subject, actor, audience: 'backend', scope: SCOPE };
    expect((await exchangeToken(exchangeOver(http), grant)).token.scope).toEqual(['read']);
  });

  test.each([
    ['nothing', {}],
    ['a refresh token', { issued_token_type: 'urn:ietf:params:oauth:token-type:refresh_token' }],
    [
      'a SAML assertion',
      { issued_token_type: 'urn:ietf:params:oauth:token-type:saml2', token_type: 'N_A' },
    ],
    ['no way to use it', { issued_token_type: ACCESS_TOKEN, token_type: 'N_A' }],
  ])('does not take a token of which the server says %s (RFC 8693 §2.2.1)', async (_name, says) => {
    const { http } = fakeHttp({ url: URL, reply: jsonReply({ ...GIVEN, ...says }) });
    await expect(
      exchangeToken(exchangeOver(http), { subject, scope: SCOPE }),
    ).rejects.toMatchObject({
      code: 'VK_RESPONSE_MALFORMED',
    });
  });
});

test('every grant that has no authorization request names its details itself (RFC 9396 §6)', async () => {
  const authorizationDetails = [{ type: 'account_information', actions: ['list_accounts'] }];
  const asked = { scope: SCOPE, authorizationDetails };
  const subject = { type: TOKEN_TYPE.accessToken, token: Secret.of('access-token', 'subject') };
  const grants: readonly ((exchange: Exchange) => Promise<unknown>)[] = [
    (exchange) => requestClientCredentials(exchange, asked),
    (exchange) =>
      requestByAssertion(exchange, { assertion: Secret.of('assertion', 'a'), ...asked }),
    (exchange) => exchangeToken(exchange, { subject, ...asked }),
    (exchange) => {
      const password = Secret.of('password', 'A3ddj3w');
      return requestByPassword(exchange, { username: 'johndoe', password, ...asked });
    },
  ];
  for (const grant of grants) {
    const reply = jsonReply({ ...GIVEN, issued_token_type: TOKEN_TYPE.accessToken });
    const { http, seen } = fakeHttp({ url: URL, reply });
    await grant(confidential(http));
    const { authorization_details: sent = '' } = formOf(
      seen[0]?.request ?? { method: '', headers: {} },
    );
    expect(JSON.parse(sent)).toEqual(authorizationDetails);
  }
});
