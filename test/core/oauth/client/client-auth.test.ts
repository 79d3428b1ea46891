import { generateKeyPair } from 'oauth4webapi';
import { describe, expect, test } from 'vitest';
import { tokenRequest } from '../../../../src/core/oauth/exchange/endpoint-request.ts';
import { revokeToken } from '../../../../src/core/oauth/revocation.ts';
import { Secret } from '../../../../src/core/secret/secret.ts';
import type { Exchange } from '../../../../src/core/oauth/exchange/exchange.ts';
import type { TokenEndpointAuthMethod } from '../../../../src/vocabulary/oauth.ts';
import { confidential, exchangeOver, noHttp } from '../../../fake/exchange.ts';
import { fakeHttp, formOf, jsonReply, type FakeHttp } from '../../../fake/http.ts';

const URL = 'https://server.example.com/token';

const reply = (): FakeHttp => fakeHttp({ url: URL, reply: jsonReply({}) });

const sent = async (fake: FakeHttp, exchange: Exchange) => {
  await tokenRequest(exchange, 'client_credentials', {});
  const request = fake.seen[0]?.request;
  return { form: formOf(request ?? { method: '', headers: {} }), headers: request?.headers ?? {} };
};

const as = (exchange: Exchange, tokenEndpointAuthMethod: TokenEndpointAuthMethod): Exchange => ({
  ...exchange,
  registration: { ...exchange.registration, tokenEndpointAuthMethod },
});

describe('client authentication', () => {
  test('none: names the client in the form (RFC 6749 §3.2.1)', async () => {
    const fake = reply();
    const { form, headers } = await sent(fake, exchangeOver(fake.http));
    expect(form).toEqual({ grant_type: 'client_credentials', client_id: 's6BhdRkqt3' });
    expect(headers).not.toHaveProperty('authorization');
  });

  test('client_secret_basic: is the example of RFC 6749 §2.3.1, and says nothing in the form', async () => {
    const fake = reply();
    const { form, headers } = await sent(fake, confidential(fake.http));
    expect(headers['authorization']).toBe('Basic czZCaGRSa3F0MzpnWDFmQkF0M2JW');
    expect(form).toEqual({ grant_type: 'client_credentials' });
  });

  test('client_secret_basic: form-encodes id and secret, and no more than forms do', async () => {
    const fake = reply();
    const exchange = confidential(fake.http, 'client_secret_basic', {
      clientSecret: Secret.of('client-secret', 'a:b c%d+é-._*~'),
    });
    const registration = { ...exchange.registration, clientId: 'my.app-1_x:y' };
    const { headers } = await sent(fake, { ...exchange, registration });
    const [id, secret] = atob(headers['authorization']?.slice('Basic '.length) ?? '').split(':');
    expect([id, secret]).toEqual(['my.app-1_x%3Ay', 'a%3Ab+c%25d%2B%C3%A9-._*%7E']);
  });

  test('client_secret_post: is the example of RFC 6749 §2.3.1', async () => {
    const fake = reply();
    const { form, headers } = await sent(fake, confidential(fake.http, 'client_secret_post'));
    expect(form).toMatchObject({ client_id: 's6BhdRkqt3', client_secret: 'gX1fBAt3bV' });
    expect(headers).not.toHaveProperty('authorization');
  });

  test('private_key_jwt: signs who we are, for this server, for a short time (RFC 7523 §3)', async () => {
    const fake = reply();
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const exchange = as(
      exchangeOver(fake.http, { privateKey: { key: privateKey, kid: 'k1' } }),
      'private_key_jwt',
    );
    const { form } = await sent(fake, exchange);
    const sentAt = Math.floor(Date.now() / 1000);
    const [header, payload, signature] = (form['client_assertion'] ?? '').split('.');
    const part = (text = '') => JSON.parse(Buffer.from(text, 'base64url').toString()) as object;
    const claims = part(payload) as { exp: number; iat: number; nbf: number };
    expect(form['client_assertion_type']).toBe(
      'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    );
    expect(part(header)).toEqual({ alg: 'ES256', kid: 'k1' });
    expect(claims).toMatchObject({
      iss: 's6BhdRkqt3',
      sub: 's6BhdRkqt3',
      aud: 'https://server.example.com',
      jti: expect.any(String) as string,
    });
    expect(claims.exp - claims.iat).toBe(60);
    expect(Math.max(claims.iat, claims.nbf)).toBeLessThanOrEqual(sentAt - 2);
    const signed = new TextEncoder().encode(`${header}.${payload}`);
    const how = { name: 'ECDSA', hash: 'SHA-256' };
    const bytes = Buffer.from(signature ?? '', 'base64url');
    expect(await crypto.subtle.verify(how, publicKey, bytes, signed)).toBe(true);
  });

  test.each([
    ['token-endpoint', 'https://server.example.com/revoke', 'https://server.example.com/token'],
    ['issuer', 'https://server.example.com/revoke', 'https://server.example.com'],
    // An endpoint elsewhere could use the assertion at the token endpoint.
    ['token-endpoint', 'https://other.example/revoke', 'https://server.example.com'],
  ] as const)(
    'private_key_jwt: names the %s where somebody stated that, to %s (RFC 7523 §3)',
    async (assertionAudience, url, audience) => {
      const { privateKey } = await generateKeyPair('ES256');
      const fake = fakeHttp({ url, reply: new Response(null, { status: 200 }) });
      const exchange = exchangeOver(fake.http, { privateKey: { key: privateKey } });
      const registration = {
        ...exchange.registration,
        tokenEndpointAuthMethod: 'private_key_jwt',
        assertionAudience,
      } as const;
      const metadata = { ...exchange.metadata, revocation_endpoint: url };
      await revokeToken(
        { ...exchange, registration, metadata },
        Secret.of('access-token', 'mF_9.B5f-4.1JqM'),
      );
      const { client_assertion: assertion = '' } = formOf(
        fake.seen[0]?.request ?? { method: '', headers: {} },
      );
      const claims = Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString();
      expect(JSON.parse(claims)).toMatchObject({ aud: audience });
    },
  );

  test.each(['client_secret_basic', 'client_secret_post', 'private_key_jwt'] as const)(
    '%s: sends nothing without the secret or key it needs',
    async (method) => {
      const attempt = sent(fakeHttp(), as(exchangeOver(noHttp), method));
      await expect(attempt).rejects.toMatchObject({
        code: 'VK_INVALID_INPUT',
        fields: { sent: false },
      });
    },
  );
});
