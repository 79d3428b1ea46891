import { describe, expect, test } from 'vitest';
import { isValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import { revokeToken } from '../../../src/core/oauth/revocation.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import { confidential, exchangeOver, noHttp } from '../../fake/exchange.ts';
import { fakeHttp, jsonReply } from '../../fake/http.ts';

const URL = 'https://server.example.com/revoke';
const TOKEN = Secret.of('refresh-token', '45ghiukldjahdnhzdauz');

const failureOf = async (reply: Response): Promise<unknown> => {
  const { http } = fakeHttp({ url: URL, reply });
  const thrown = await revokeToken(exchangeOver(http), TOKEN).catch((reason: unknown) => reason);
  return isValetKeyError(thrown) ? [thrown.code, thrown.fields['retryAfterSeconds']] : thrown;
};

describe('revokeToken', () => {
  test('sends the request of RFC 7009 §2.1, with the hint it is given', async () => {
    const { http } = fakeHttp({
      url: URL,
      form: { token: '45ghiukldjahdnhzdauz', token_type_hint: 'refresh_token' },
      headers: { authorization: 'Basic czZCaGRSa3F0MzpnWDFmQkF0M2JW' },
      reply: new Response(''),
    });
    await revokeToken(confidential(http), TOKEN, 'refresh_token');
  });

  test.each([
    [200, 'text/html', '<h1>gone</h1>'],
    [200, 'application/json', '{"error":"ignored"}'],
    [204, 'text/plain', null],
  ])(
    'goes by the status and ignores the body (RFC 7009 §2.2): %i %s',
    async (status, type, body) => {
      const reply = new Response(body, { status, headers: { 'content-type': type } });
      expect(await failureOf(reply)).toBeUndefined();
    },
  );

  test.each([
    [400, 'unsupported_token_type', 'VK_UNSUPPORTED_BY_SERVER'],
    [400, 'invalid_request', 'VK_REQUEST_REJECTED'],
    [401, 'invalid_client', 'VK_CLIENT_REJECTED'],
  ])('says why it was refused (RFC 7009 §2.2.1): %i %s', async (status, error, code) => {
    expect(await failureOf(jsonReply({ error }, status))).toEqual([code, undefined]);
  });

  test('can be tried again after a 503, when the server says (RFC 7009 §2.2.1)', async () => {
    const reply = new Response('', { status: 503, headers: { 'retry-after': '120' } });
    expect(await failureOf(reply)).toEqual(['VK_SERVER_UNAVAILABLE', 120]);
  });

  test('does not follow a redirect with the token', async () => {
    const reply = new Response('', { status: 307, headers: { location: 'https://evil.example' } });
    expect(await failureOf(reply)).toEqual(['VK_WEB_PAGE_RECEIVED', undefined]);
  });

  test('says that a server without the endpoint cannot', async () => {
    const exchange = exchangeOver(noHttp, { metadata: { issuer: 'https://server.example.com' } });
    await expect(revokeToken(exchange, TOKEN)).rejects.toMatchObject({
      code: 'VK_UNSUPPORTED_BY_SERVER',
    });
  });
});
