import { describe, expect, test } from 'vitest';
import { ValetKeyError } from '../../../../src/core/fault/valet-key-error.ts';
import { tokenRequest } from '../../../../src/core/oauth/exchange/endpoint-request.ts';
import type { Exchange } from '../../../../src/core/oauth/exchange/exchange.ts';
import { exchangeOver, noHttp } from '../../../fake/exchange.ts';
import { fakeHttp, jsonReply } from '../../../fake/http.ts';

const at = (token_endpoint: string | undefined, changes: Partial<Exchange> = {}): Exchange =>
  exchangeOver(noHttp, {
    metadata: {
      issuer: 'https://server.example.com',
      ...(token_endpoint === undefined ? {} : { token_endpoint }),
    },
    ...changes,
  });

describe('tokenRequest', () => {
  test('posts a form, asks for JSON and leaves absent parameters out (RFC 6749 §3.2)', async () => {
    const { http } = fakeHttp({
      url: 'https://server.example.com/token',
      form: { grant_type: 'refresh_token', client_id: 's6BhdRkqt3', scope: 'a b' },
      headers: {
        accept: 'application/json',
        'content-type': /^application\/x-www-form-urlencoded/,
        'user-agent': 'valet-key',
      },
      reply: jsonReply({}),
    });
    await tokenRequest(exchangeOver(http), 'refresh_token', { scope: 'a b', resource: undefined });
  });

  test.each([
    [undefined, 'VK_UNSUPPORTED_BY_SERVER'],
    ['not a URL', 'VK_METADATA_REFUSED'],
    ['http://server.example.com/token', 'VK_METADATA_REFUSED'],
    ['http://127.0.0.1:9/token', 'VK_METADATA_REFUSED'],
    ['https://10.0.0.1/token', 'VK_METADATA_REFUSED'],
    ['https://u:p@server.example.com/token', 'VK_METADATA_REFUSED'],
    ['javascript:alert(1)', 'VK_METADATA_REFUSED'],
  ])('sends no secret to an endpoint that must not be used: %s', async (endpoint, code) => {
    const attempt = tokenRequest(at(endpoint), 'refresh_token', {});
    await expect(attempt).rejects.toMatchObject({ code, fields: { sent: false } });
  });

  test('speaks plain http to loopback where that is allowed, and nowhere else', async () => {
    const { http } = fakeHttp({ url: 'http://127.0.0.1:9/token', reply: jsonReply({}) });
    const local = at('http://127.0.0.1:9/token', { http, allowLoopback: true });
    await tokenRequest(local, 'refresh_token', {});
    const remote = at('http://server.example.com/token', { allowLoopback: true });
    await expect(tokenRequest(remote, 'refresh_token', {})).rejects.toMatchObject({
      code: 'VK_METADATA_REFUSED',
    });
  });

  test('passes a failure of the network on as it is', async () => {
    const failure = new ValetKeyError('VK_OFFLINE', { fields: { sent: false } });
    const { http } = fakeHttp({ url: 'https://server.example.com/token', reply: failure });
    await expect(tokenRequest(exchangeOver(http), 'refresh_token', {})).rejects.toBe(failure);
  });

  test('hands the signal to the port', async () => {
    const { signal } = new AbortController();
    const { http, seen } = fakeHttp({
      url: 'https://server.example.com/token',
      reply: jsonReply({}),
    });
    await tokenRequest(exchangeOver(http, { signal }), 'refresh_token', {});
    expect(seen[0]?.request.signal).toBe(signal);
  });
});
