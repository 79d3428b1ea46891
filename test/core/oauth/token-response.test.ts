import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isValetKeyError, ValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import { LONGEST_LIFETIME } from '../../../src/core/model/expiry.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import type { TokenResponseQuirks } from '../../../src/core/model/connection.ts';
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
const WIDER = 'scope_wider_than_requested';
/** Each run makes and reads a whole response. */
const FEW = { numRuns: 40 };

describe('the members of a token response (RFC 6749 §5.1, Appendix A)', () => {
  test.each([
    { access_token: '' },
    { access_token: ['a'] },
    { access_token: 'a\tb' },
    { access_token: 'a\u007f' },
    { access_token: 'a'.repeat(LONGEST_TOKEN + 1) },
    { access_token: null },
    { token_type: 'DPoP' },
    { token_type: 'N_A' },
    { token_type: 'mac' },
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

  test.each<[object, readonly string[]]>([
    [{ token_type: null }, ['token_type_missing']],
    [{ token_type: '' }, ['token_type_missing']],
    [{ token_type: 1 }, ['token_type_missing']],
    [{ refresh_token: null }, ['refresh_token_empty']],
    [{ refresh_token: '' }, ['refresh_token_empty']],
    [{ refresh_token: false }, ['refresh_token_unusable']],
    [{ refresh_token: 'r\n' }, ['refresh_token_unusable']],
    [{ refresh_token: 'r'.repeat(LONGEST_TOKEN + 1) }, ['refresh_token_unusable']],
    [{ id_token: null }, ['id_token_unusable']],
    [{ id_token: {} }, ['id_token_unusable']],
    [{ id_token: 'é' }, ['id_token_unusable']],
    [{ expires_in: null }, ['lifetime_unknown']],
    [{ expires_in: '' }, ['expires_in_unusable', 'lifetime_unknown']],
    [{ expires_in: 'soon' }, ['expires_in_unusable', 'lifetime_unknown']],
    [{ expires_in: '-1' }, ['expires_in_unusable', 'lifetime_unknown']],
    [{ expires_in: '0x10' }, ['expires_in_unusable', 'lifetime_unknown']],
    [{ expires_in: '1e9' }, ['expires_in_unusable', 'lifetime_unknown']],
    [{ expires_in: 'Infinity' }, ['expires_in_unusable', 'lifetime_unknown']],
    [{ expires_in: true }, ['expires_in_unusable', 'lifetime_unknown']],
    [{ scope: null }, ['scope_unusable']],
    [{ scope: 1 }, ['scope_unusable']],
    [{ scope: ['read', 1] }, ['scope_unusable']],
    [{ scope: ['read'] }, ['scope_was_list']],
    [{ scope: 'write,read' }, ['scope_had_commas', 'scope_wider_than_requested']],
    [{ authorization_details: '' }, ['authorization_details_malformed']],
  ])(
    'takes %j as if it were not there, or for what it means, and says so',
    async (members, warnings) => {
      const { token, refreshToken, idToken } = await judgeWith(members);
      expect(token.warnings).toEqual(warnings);
      expect(token.tokenType).toBe('bearer');
      expect(token.scope).toContain('read');
      expect([refreshToken, idToken]).toEqual([undefined, undefined]);
    },
  );

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

describe('what a provider is known for is taken from it, without a warning', () => {
  test('a separator of scope tokens', async () => {
    const { token } = await judgeWith({ scope: 'read,write' }, { scopeSeparator: ',' });
    expect([token.scope, token.warnings]).toEqual([['read', 'write'], [WIDER]]);
  });

  test('a list of scope tokens', async () => {
    const { token } = await judgeWith({ scope: ['read'] }, { scopeArray: true });
    expect([token.scope, token.warnings]).toEqual([['read'], []]);
  });

  test('a name of its own for bearer tokens, which is refused of anybody else', async () => {
    const { token } = await judgeWith({ token_type: 'Bot' }, { bearerTypes: ['bot'] });
    expect([token.tokenType, token.warnings]).toEqual(['bearer', []]);
    expect(await refusalOf(judgeWith({ token_type: 'Bot' }))).toBe(MALFORMED);
  });

  test('a member that the tokens stand in, which means nothing of anybody else', async () => {
    const nested = { ok: true, authed_user: { ...VALID, refresh_token: 'r', scope: 'read' } };
    const { token, refreshToken } = await judge(jsonReply(nested), { nestedIn: 'authed_user' });
    expect([token.accessToken.expose(), refreshToken?.expose(), token.warnings]).toEqual([
      VALID.access_token,
      'r',
      [],
    ]);
    expect(await refusalOf(judge(jsonReply(nested)))).toBe(MALFORMED);
  });

  test('a token outside of that member goes before the one inside', async () => {
    const both = { ...VALID, authed_user: { ...VALID, access_token: 'inside' } };
    const { token } = await judge(jsonReply(both), { nestedIn: 'authed_user' });
    expect(token.accessToken.expose()).toBe(VALID.access_token);
  });
});

describe('the form of a token response', () => {
  const form = 'access_token=a&token_type=bearer&scope=read&expires_in=3600';
  const bodies: readonly (readonly [string, string, readonly string[]])[] = [
    ['application/json', JSON.stringify(VALID), []],
    ['application/json; charset=utf-8', ` ${JSON.stringify(VALID)}\n`, []],
    ['text/plain', JSON.stringify(VALID), ['content_type_not_json']],
    ['text/html', JSON.stringify(VALID), ['content_type_not_json']],
    ['', JSON.stringify(VALID), ['content_type_not_json']],
    ['application/x-www-form-urlencoded', JSON.stringify(VALID), []],
    ['application/x-www-form-urlencoded', form, ['body_was_form', 'expires_in_was_text']],
    ['text/plain', form, ['content_type_not_json', 'body_was_form', 'expires_in_was_text']],
  ];
  const replyOf = (type: string, body: BodyInit, status = 200): Response => {
    const reply = new Response(body, { status });
    reply.headers.delete('content-type');
    if (type !== '') reply.headers.set('content-type', type);
    return reply;
  };

  test.each(bodies)('labelled “%s”, %s is read by what it holds', async (type, body, warnings) => {
    const { token } = await judge(replyOf(type, body));
    expect([token.scope, token.lifetime, token.warnings]).toEqual([['read'], 3600, warnings]);
  });

  test('bytes that are not UTF-8 do not cost the tokens beside them', async () => {
    const body = Buffer.from(JSON.stringify({ ...VALID, refresh_token: 'r', name: 'é' }), 'latin1');
    const { token, refreshToken } = await judge(jsonReplyOf(body));
    expect([token.warnings, refreshToken?.expose()]).toEqual([['body_not_utf8'], 'r']);
  });

  const jsonReplyOf = (body: BodyInit) => replyOf('application/json', body);

  test.each([
    ['a form that names a member twice', `${form}&access_token=b`],
    ['a form without a token', 'token_type=bearer'],
    ['a list', '[]'],
    ['a text', '"access_token"'],
    ['a member that is named twice', '{"access_token":"a","access_token":"b"}'],
  ])('%s is refused', async (_name, body) => {
    expect(await refusalOf(judge(replyOf('text/plain', body)))).toBe(MALFORMED);
  });

  test('a web page is called one, with its title', async () => {
    const page = replyOf('text/html', '<!doctype html><title>Sign in to the network</title>');
    await expect(judge(page)).rejects.toMatchObject({
      code: 'VK_WEB_PAGE_RECEIVED',
      fields: { status: 200, title: 'Sign in to the network' },
    });
  });

  test.each([
    ['', 200, true],
    ['{"access_token":"a"', 200, true],
    ['{"access_token":"a}', 200, true],
    ['{"access_token":"a","nested":{"b":1}', 200, true],
    ['{"access_token":"a\\"}', 200, true],
    ['', 204, undefined],
    ['{"access_token":}', 200, undefined],
    ['{"token":"}{"}', 200, undefined],
    ['nothing', 200, undefined],
  ])(
    '%j with status %i is called cut off only where its end is missing',
    async (body, status, cutOff) => {
      const thrown: unknown = await judge(
        new Response(status === 204 ? null : body, { status }),
      ).catch((reason: unknown) => reason);
      expect(isValetKeyError(thrown, MALFORMED) && thrown.fields['cutOff']).toBe(cutOff);
    },
  );
});

describe('the refresh token of a response is handed over before the rest is judged', () => {
  const received = async (reply: Response, quirks: TokenResponseQuirks = {}) => {
    const seen: unknown[] = [];
    const outcome = await refusalOf(
      judgeTokenResponse(exchangeOver(noHttp, { quirks }), reply, {
        ...EXPECTED,
        onReceived: ({ refreshToken }) => {
          seen.push(refreshToken?.expose());
          return Promise.resolve();
        },
      }),
    );
    return { seen, outcome };
  };

  test.each([
    ['no access token', '{"refresh_token":"r2"}'],
    ['a type that is unknown', '{"access_token":"a","token_type":"mac","refresh_token":"r2"}'],
    ['a member that is named twice', '{"scope":"a","scope":"b","refresh_token":"r2"}'],
    ['a number without end', '{"access_token":"a","expires_in":1e400,"refresh_token":"r2"}'],
    ['an error', '{"error":"invalid_request","refresh_token":"r2"}'],
    ['an array that is too deep', `{"x":${'['.repeat(40)}${']'.repeat(40)},"refresh_token":"r2"}`],
    ['a form that names another member twice', 'scope=a&scope=b&refresh_token=r2'],
  ])('also beside %s', async (_name, body) => {
    const { seen, outcome } = await received(jsonReply(body));
    expect(seen).toEqual(['r2']);
    expect(outcome).not.toBe('accepted');
  });

  test.each([
    ['one that is named twice', '{"refresh_token":"a","refresh_token":"b","access_token":"c"}'],
    ['one that is named twice in a form', 'refresh_token=a&refresh_token=b'],
  ])('but not %s: nobody knows which is meant', async (_name, body) => {
    expect((await received(jsonReply(body))).seen).toEqual([undefined]);
  });

  test('and not from a body that was cut off, or a web page', async () => {
    expect((await received(jsonReply('{"refresh_token":"r2"'))).seen).toEqual([]);
    expect((await received(jsonReply('<html>refresh_token=r2'))).seen).toEqual([]);
  });

  test('inside the member that a provider puts its tokens in', async () => {
    const nested = jsonReply({ authed_user: { refresh_token: 'r2' } });
    expect((await received(nested, { nestedIn: 'authed_user' })).seen).toEqual(['r2']);
  });

  test('and where it cannot be kept, the response is not taken', async () => {
    const refused = new ValetKeyError('VK_RECORD_NOT_WRITTEN');
    const outcome = await refusalOf(
      judgeTokenResponse(exchangeOver(noHttp), jsonReply(VALID), {
        ...EXPECTED,
        onReceived: () => Promise.reject(refused),
      }),
    );
    expect(outcome).toBe('VK_RECORD_NOT_WRITTEN');
  });
});

describe('the status of a token response', () => {
  test.each([201, 202, 203, 206, 299])('%i is a success like 200', async (status) => {
    const { token } = await judge(jsonReply(VALID, status));
    expect(token.warnings).toEqual(['status_not_200']);
  });

  test.each([301, 302, 303, 307, 308])('%i is no success (RFC 6749 §5.1)', async (status) => {
    expect(await refusalOf(judge(jsonReply(VALID, status)))).toBe(MALFORMED);
  });

  test.each([
    [403, 'application/json', '{"error":"invalid_grant"}', 'VK_GRANT_REVOKED'],
    // The label is sloppy, the words are the server's.
    [400, 'text/html', '{"error":"invalid_grant"}', 'VK_GRANT_REVOKED'],
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
