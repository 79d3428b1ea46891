import { describe, expect, test } from 'vitest';
import { epochMs } from '../../../src/vocabulary/instant.ts';
import { isValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import { introspectToken, type Introspection } from '../../../src/core/oauth/introspection.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import { confidential, exchangeOver, noHttp } from '../../fake/exchange.ts';
import { fakeHttp, jsonReply } from '../../fake/http.ts';
import { badInputs, inputText, verdictOf, type BadInput } from '../../fixtures/bad-inputs.ts';

const URL = 'https://server.example.com/introspect';
const TOKEN = Secret.of('access-token', 'mF_9.B5f-4.1JqM');

const introspect = (reply: Response): Promise<Introspection> => {
  const { http } = fakeHttp({ url: URL, reply });
  return introspectToken(exchangeOver(http), TOKEN);
};

const codeOf = async (introspection: Promise<unknown>): Promise<string> => {
  try {
    await introspection;
  } catch (thrown) {
    expect(JSON.stringify(thrown)).not.toContain('mF_9');
    if (isValetKeyError(thrown)) return thrown.code;
    throw thrown;
  }
  return 'accepted';
};

/** Cases that are more than the body of a 200. */
const REPLIES: Readonly<Record<string, () => Response>> = {
  'IN-007': () => new Response('', { status: 401 }),
  'IN-008': () =>
    new Response('eyJhbGciOiJub25lIn0.eyJ0b2tlbl9pbnRyb3NwZWN0aW9uIjp7ImFjdGl2ZSI6dHJ1ZX19.', {
      headers: { 'content-type': 'application/token-introspection+jwt' },
    }),
  'IN-011': () => new Response('', { status: 302, headers: { location: 'https://evil.example' } }),
};

const replyTo = (one: BadInput): Response => REPLIES[one.id]?.() ?? jsonReply(inputText(one));

const DEMANDS: Readonly<Record<string, (one: BadInput) => Promise<void>>> = {
  INACTIVE: async (one) => expect((await introspect(replyTo(one))).active).toBe(false),
  ACCEPT_WARN: async (one) => {
    const { active, warnings } = await introspect(replyTo(one));
    expect([active, warnings]).toEqual([true, ['token_of_another_client']]);
  },
  CONFIG_ERROR: async (one) =>
    expect(await codeOf(introspect(replyTo(one)))).toBe('VK_CLIENT_REJECTED'),
  REJECT_RESPONSE: async (one) =>
    expect(await codeOf(introspect(replyTo(one)))).toBe('VK_RESPONSE_MALFORMED'),
};

/** The verdict word says less than the sentence after it. */
const EXACTLY: Readonly<Record<string, (one: BadInput) => Promise<void>>> = {
  'IN-003': async (one) =>
    expect(await introspect(replyTo(one))).toEqual({
      active: false,
      activeByServer: false,
      warnings: [],
    }),
  'IN-004': async (one) =>
    expect(await introspect(replyTo(one))).toEqual({
      active: false,
      activeByServer: true,
      expiresAt: epochMs(1000),
      warnings: ['expired_by_our_clock'],
    }),
  // To another host: a network's sign-in page is as likely as a mistake of the server.
  'IN-011': async (one) =>
    expect(await codeOf(introspect(replyTo(one)))).toBe('VK_WEB_PAGE_RECEIVED'),
  'IN-005': async (one) =>
    expect(await introspect(replyTo(one))).toEqual({
      active: true,
      activeByServer: true,
      warnings: ['exp_malformed'],
    }),
};

describe('introspection responses (bad-inputs, area introspection)', () => {
  test.each(badInputs('introspection'))('$id: $expect', async (one) => {
    const demand = EXACTLY[one.id] ?? DEMANDS[verdictOf(one)];
    expect(demand, 'a verdict that nothing demands').toBeDefined();
    await demand?.(one);
  });

  test.each(['{}', '{"active":"true"}', '{"active":1}', '[true]', 'true', ''])(
    'without a boolean `active` there is no answer (RFC 7662 §2.2): %s',
    async (body) => {
      expect(await codeOf(introspect(jsonReply(body)))).toBe('VK_RESPONSE_MALFORMED');
    },
  );
});

describe('introspectToken', () => {
  test('reads the example of RFC 7662 §2.2', async () => {
    const { http } = fakeHttp({
      url: URL,
      form: { token: 'mF_9.B5f-4.1JqM', token_type_hint: 'access_token' },
      headers: { authorization: 'Basic czZCaGRSa3F0MzpnWDFmQkF0M2JW', accept: 'application/json' },
      reply: jsonReply({
        active: true,
        client_id: 'l238j323ds-23ij4',
        username: 'jdoe',
        scope: 'read write dolphin',
        sub: 'Z5O3upPC88QrAjx00dis',
        aud: 'https://protected.example.net/resource',
        iss: 'https://server.example.com/',
        exp: 1419356238,
        iat: 1419350238,
        extension_field: 'twenty-seven',
      }),
    });
    const exchange = confidential(http, 'client_secret_basic', { now: epochMs(1419350300_000) });
    expect(await introspectToken(exchange, TOKEN, 'access_token')).toEqual({
      active: true,
      activeByServer: true,
      expiresAt: 1419356238_000,
      scope: scopeOf(['read', 'write', 'dolphin']),
      clientId: 'l238j323ds-23ij4',
      username: 'jdoe',
      sub: 'Z5O3upPC88QrAjx00dis',
      issuer: 'https://server.example.com/',
      audience: ['https://protected.example.net/resource'],
      warnings: ['token_of_another_client'],
    });
  });

  test('sends nothing where the server has no introspection endpoint', async () => {
    const exchange = exchangeOver(noHttp, { metadata: { issuer: 'https://server.example.com' } });
    expect(await codeOf(introspectToken(exchange, TOKEN))).toBe('VK_UNSUPPORTED_BY_SERVER');
  });
});
