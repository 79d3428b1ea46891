import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import { LONGEST_LIFETIME } from '../../../src/core/model/expiry.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import type { TokenResponseQuirks } from '../../../src/core/model/token-response-quirks.ts';
import { LONGEST_TOKEN } from '../../../src/core/oauth/exchange/reply-members.ts';
import { judgeTokenResponse } from '../../../src/core/oauth/token-response.ts';
import { exchangeOver, noHttp } from '../../fake/exchange.ts';
import { jsonReply } from '../../fake/http.ts';

const VALID = { access_token: '2YotnFZFEjr1zCsicMWpAA', token_type: 'Bearer', expires_in: 3600 };
const EXPECTED = { requestedScope: scopeOf(['read']) };

const judge = (reply: Response, quirks: TokenResponseQuirks = {}) =>
  judgeTokenResponse(exchangeOver(noHttp, { quirks }), reply, EXPECTED);

const judgeWith = (members: object, quirks?: TokenResponseQuirks) =>
  judge(jsonReply({ ...VALID, ...members }), quirks);

const refusalOf = async (judging: Promise<unknown>): Promise<unknown> => {
  try {
    await judging;
  } catch (thrown) {
    return isValetKeyError(thrown) ? thrown.code : thrown;
  }
  return 'accepted';
};

const MALFORMED = 'VK_RESPONSE_MALFORMED';
/** Each run makes and reads a whole response. */
const FEW = { numRuns: 40 };

describe('the members of a token response (RFC 6749 §5.1, Appendix A)', () => {
  test.each([
    { access_token: '' },
    { access_token: ['a'] },
    { access_token: 'a\tb' },
    { access_token: 'a\u007f' },
    { access_token: 'a'.repeat(LONGEST_TOKEN + 1) },
    { token_type: null },
    { token_type: '' },
    { token_type: 'DPoP' },
    { token_type: 'N_A' },
    { refresh_token: false },
    { refresh_token: 'r\n' },
    { refresh_token: 'r'.repeat(LONGEST_TOKEN + 1) },
    { id_token: null },
    { id_token: {} },
    { id_token: 'é' },
    { expires_in: null },
    { expires_in: '' },
    { expires_in: 'soon' },
    { expires_in: '-1' },
    { expires_in: '0x10' },
    { expires_in: '1e9' },
    { expires_in: 'Infinity' },
    { expires_in: true },
    { scope: null },
    { scope: ['read'] },
    { scope: 1 },
  ])('refuses %j', async (members) => {
    expect(await refusalOf(judgeWith(members))).toBe(MALFORMED);
  });

  test.each<object>([
    { access_token: 'a'.repeat(LONGEST_TOKEN) },
    { access_token: ' !~' },
    { token_type: 'bEARER' },
    { refresh_token: 'r' },
    { scope: 'read' },
    { expires_in: 1e308 },
    { ['__proto__']: { token_type: 'mac' }, constructor: 1, unknown: [{}] },
  ])('takes %j', async (members) => {
    expect(await refusalOf(judgeWith(members))).toBe('accepted');
  });

  test('any lifetime that is accepted is whole seconds from 0 to ten years', async () => {
    const stated = fc.oneof(fc.double(), fc.integer(), fc.string(), fc.nat().map(String));
    await fc.assert(
      fc.asyncProperty(stated, async (expires_in) => {
        const token = await judgeWith({ expires_in }).then(
          (response) => response.token,
          () => undefined,
        );
        if (token === undefined) return;
        expect(Number.isSafeInteger(token.expiresAt)).toBe(true);
        expect(token.lifetime >= 0 && token.lifetime <= LONGEST_LIFETIME).toBe(true);
      }),
      FEW,
    );
  });

  test('any token that is accepted can stand in a header field', async () => {
    const mostlyVisible = fc
      .tuple(fc.string({ minLength: 1 }), fc.oneof(fc.constant(''), fc.string({ unit: 'binary' })))
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(mostlyVisible, async (access_token) => {
        if ((await refusalOf(judgeWith({ access_token }))) === MALFORMED) return;
        expect(() => new Headers({ authorization: `Bearer ${access_token}.` })).not.toThrow();
      }),
      FEW,
    );
  });
});

describe('the scope of a token response (RFC 6749 §3.3)', () => {
  test.each([
    [undefined, ['read'], []],
    ['read', ['read'], []],
    ['admin', ['admin'], ['scope_wider_than_requested', 'scope_narrower_than_requested']],
    ['read "x"', ['"x"', 'read'], ['scope_wider_than_requested', 'scope_malformed']],
    ['', [], ['scope_narrower_than_requested']],
  ])('%j is understood and compared', async (scope, tokens, warnings) => {
    const response = await judgeWith(scope === undefined ? {} : { scope });
    expect([response.token.scope, response.token.warnings]).toEqual([tokens, warnings]);
  });
});

describe('known departures are forgiven where they are named, and only there', () => {
  const form = new URLSearchParams({ access_token: 'a', token_type: 'bearer', scope: 'read' });
  const formReply = (text = form.toString()) =>
    new Response(text, { headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  const { token_type: _, ...untyped } = VALID;

  test.each<[keyof TokenResponseQuirks, TokenResponseQuirks, () => Response]>([
    [
      'nullableRefreshToken',
      { nullableRefreshToken: true },
      () => jsonReply({ ...VALID, refresh_token: null }),
    ],
    [
      'nullableRefreshToken',
      { nullableRefreshToken: true },
      () => jsonReply({ ...VALID, refresh_token: '' }),
    ],
    ['missingTokenType', { missingTokenType: true }, () => jsonReply(untyped)],
    ['formTokenResponse', { formTokenResponse: true }, () => formReply()],
    ['scopeArray', { scopeArray: true }, () => jsonReply({ ...VALID, scope: ['read'] })],
  ])('%s', async (_name, quirks, reply) => {
    expect(await refusalOf(judge(reply()))).toBe(MALFORMED);
    const { token, refreshToken } = await judge(reply(), quirks);
    expect([token.scope, refreshToken]).toEqual([['read'], undefined]);
  });

  test('scopeSeparator', async () => {
    const response = await judgeWith({ scope: 'read,write' }, { scopeSeparator: ',' });
    expect(response.token.scope).toEqual(['read', 'write']);
  });

  test.each([
    ['a form that names a member twice', () => formReply(`${form.toString()}&access_token=b`)],
    ['a form without a token', () => formReply('token_type=bearer')],
    ['an array of anything but texts', () => jsonReply({ ...VALID, scope: ['read', 1] })],
    ['another type of token', () => jsonReply({ ...VALID, token_type: 'mac' })],
  ])('but not %s', async (_name, reply) => {
    const all = { formTokenResponse: true, scopeArray: true, missingTokenType: true };
    expect(await refusalOf(judge(reply(), all))).toBe(MALFORMED);
  });
});

describe('the status of a token response', () => {
  test.each([201, 202, 206, 301, 302, 303, 307, 308])(
    '%i is no success (RFC 6749 §5.1)',
    async (status) => {
      expect(await refusalOf(judge(jsonReply(VALID, status)))).toBe(MALFORMED);
    },
  );

  test.each([
    [403, 'application/json', '{"error":"invalid_grant"}', 'VK_GRANT_REVOKED'],
    [400, 'text/html', '{"error":"invalid_grant"}', MALFORMED],
    [400, 'application/json', '{"error":"invalid_client","error":"invalid_grant"}', MALFORMED],
    [400, 'application/json', '{"error":{"code":"invalid_grant"}}', MALFORMED],
    [400, 'application/json', '{"message":"invalid_grant"}', MALFORMED],
    [404, 'application/json', '{"error":"invalid_grant"}', MALFORMED],
    [500, 'application/json', '{"error":"invalid_grant"}', 'VK_SERVER_UNAVAILABLE'],
    [200, 'application/json', '{"error":"invalid_grant","access_token":"a"}', 'VK_GRANT_REVOKED'],
    [200, 'application/json', '{"error":""}', MALFORMED],
    [401, 'text/html', '<h1>Sign in</h1>', 'VK_CLIENT_REJECTED'],
  ])('%i %s %s', async (status, type, body, code) => {
    const reply = new Response(body, { status, headers: { 'content-type': type } });
    expect(await refusalOf(judge(reply))).toBe(code);
  });
});
