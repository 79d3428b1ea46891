import { describe, expect, test } from 'vitest';
import { epochMs } from '../../../src/vocabulary/instant.ts';
import type { Exchange } from '../../../src/core/oauth/exchange/exchange.ts';
import { pushAuthorizationRequest } from '../../../src/core/oauth/pushed-authorization.ts';
import { FAKE_EPOCH } from '../../fake/clock.ts';
import { confidential, exchangeOver, noHttp } from '../../fake/exchange.ts';
import { fakeHttp, jsonReply } from '../../fake/http.ts';

const PAR = 'https://server.example.com/par';
const REQUEST_URI = 'urn:ietf:params:oauth:request_uri:6esc_11ACC5bwc014ltc14eY22c';
const ENDPOINT = 'https://server.example.com/authorize';

/** The parameters of RFC 9126 §2.1. */
const PARAMETERS = {
  response_type: 'code',
  state: 'af0ifjsldkj',
  client_id: 's6BhdRkqt3',
  redirect_uri: 'https://client.example.org/cb',
  code_challenge: 'K2-ltc83acc4h0c9w6ESC_rEMTJ3bww-uCHaoeK1t8U',
  code_challenge_method: 'S256',
  scope: 'account-information',
};

const authorizationUrl = (endpoint = ENDPOINT): string => {
  const url = new URL(endpoint);
  for (const [name, value] of Object.entries(PARAMETERS)) url.searchParams.append(name, value);
  return url.href;
};

const at = (exchange: Exchange, authorization_endpoint = ENDPOINT): Exchange => ({
  ...exchange,
  metadata: { ...exchange.metadata, authorization_endpoint },
});

const push = (reply: Response) =>
  pushAuthorizationRequest(
    at(exchangeOver(fakeHttp({ url: PAR, reply }).http)),
    authorizationUrl(),
  );

const granted = (members: object = {}) =>
  jsonReply({ request_uri: REQUEST_URI, expires_in: 60, ...members }, 201);

describe('pushAuthorizationRequest', () => {
  test('sends the request of RFC 9126 §2.1 and makes the URL of §4', async () => {
    const { http } = fakeHttp({
      url: PAR,
      form: PARAMETERS,
      headers: { authorization: 'Basic czZCaGRSa3F0MzpnWDFmQkF0M2JW' },
      reply: granted(),
    });
    expect(await pushAuthorizationRequest(at(confidential(http)), authorizationUrl())).toEqual({
      url: `${ENDPOINT}?client_id=s6BhdRkqt3&request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3A6esc_11ACC5bwc014ltc14eY22c`,
      requestUri: REQUEST_URI,
      expiresAt: epochMs(FAKE_EPOCH + 60_000),
    });
  });

  test('leaves the query of the endpoint itself where it is (RFC 6749 §3.1)', async () => {
    const endpoint = `${ENDPOINT}?tenant=t1`;
    const { http } = fakeHttp({ url: PAR, form: PARAMETERS, reply: granted() });
    const exchange = at(exchangeOver(http), endpoint);
    const { url } = await pushAuthorizationRequest(exchange, authorizationUrl(endpoint));
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      tenant: 't1',
      client_id: 's6BhdRkqt3',
      request_uri: REQUEST_URI,
    });
  });

  test.each([
    jsonReply({ request_uri: REQUEST_URI, expires_in: 60 }, 200),
    granted({ request_uri: undefined }),
    granted({ request_uri: 'not a URI' }),
    granted({ request_uri: `${REQUEST_URI}\n` }),
    granted({ expires_in: undefined }),
    granted({ expires_in: -60 }),
  ])('refuses an answer that is not one (RFC 9126 §2.2)', async (reply) => {
    await expect(push(reply)).rejects.toMatchObject({ code: 'VK_RESPONSE_MALFORMED' });
  });

  test.each([
    [400, 'invalid_redirect_uri', 'VK_REDIRECT_URI_INVALID'],
    [400, 'invalid_request', 'VK_REQUEST_REJECTED'],
    [401, 'invalid_client', 'VK_CLIENT_REJECTED'],
    [413, 'invalid_request', 'VK_REQUEST_REJECTED'],
    [429, 'invalid_request', 'VK_RATE_LIMITED'],
  ])('says why it was refused (RFC 9126 §2.3): %i %s', async (status, error, code) => {
    await expect(push(jsonReply({ error }, status))).rejects.toMatchObject({ code });
  });

  test('says that a server without the endpoint cannot', async () => {
    const exchange = exchangeOver(noHttp, { metadata: { issuer: 'https://server.example.com' } });
    await expect(pushAuthorizationRequest(exchange, authorizationUrl())).rejects.toMatchObject({
      code: 'VK_UNSUPPORTED_BY_SERVER',
    });
  });
});
