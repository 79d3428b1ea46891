import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../../src/vocabulary/error-code.ts';
import { fromOAuthError, MEANING_OF_ERROR } from '../../../src/core/fault/from-error.ts';
import { ValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import {
  classifyRefreshFailure,
  refreshAccessToken,
} from '../../../src/core/oauth/refresh-grant.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import { confidential, exchangeOver } from '../../fake/exchange.ts';
import { fakeHttp, jsonReply } from '../../fake/http.ts';

const URL = 'https://server.example.com/token';

const GRANT = {
  refreshToken: Secret.of('refresh-token', 'tGzv3JOkF0XG5Qx2TlKWIA'),
  grantedScope: scopeOf(['read', 'write']),
};

describe('refreshAccessToken', () => {
  test('sends the request of RFC 6749 §6, without a scope where all of it is wanted', async () => {
    const { http } = fakeHttp({
      url: URL,
      form: { grant_type: 'refresh_token', refresh_token: 'tGzv3JOkF0XG5Qx2TlKWIA' },
      headers: { authorization: 'Basic czZCaGRSa3F0MzpnWDFmQkF0M2JW' },
      reply: jsonReply({ access_token: 'a', token_type: 'Bearer', expires_in: 3600 }),
    });
    const { token, refreshToken } = await refreshAccessToken(confidential(http), GRANT);
    expect([token.scope, refreshToken, token.warnings]).toEqual([['read', 'write'], undefined, []]);
  });

  test('asks for less, and takes the token to have it where nothing else is said', async () => {
    const { http } = fakeHttp({
      url: URL,
      form: {
        grant_type: 'refresh_token',
        refresh_token: 'tGzv3JOkF0XG5Qx2TlKWIA',
        client_id: 's6BhdRkqt3',
        scope: 'read',
        resource: 'https://cal.example.com/',
      },
      reply: jsonReply({ access_token: 'a', token_type: 'Bearer' }),
    });
    const grant = { ...GRANT, scope: scopeOf(['read']), resource: 'https://cal.example.com/' };
    const { token } = await refreshAccessToken(exchangeOver(http), grant);
    expect(token).toMatchObject({ scope: ['read'], resource: 'https://cal.example.com/' });
  });
});

describe('classifyRefreshFailure', () => {
  const kindOf = (status: number, error?: string) =>
    classifyRefreshFailure(fromOAuthError({ status, ...(error === undefined ? {} : { error }) }));

  test.each(Object.keys(MEANING_OF_ERROR).concat('invalid_grant', 'bad_refresh_token'))(
    'a 400 with an error that was understood rotated nothing, unless the server was in trouble: %s',
    (error) => {
      const inTrouble = error === 'server_error' || error === 'temporarily_unavailable';
      expect(kindOf(400, error)).toBe(inTrouble ? 'ambiguous' : 'definite');
    },
  );

  test.each([400, 401, 403, 404, 429])(
    '%i was answered, whatever the body: asking again would bring nothing new',
    (status) => {
      expect(kindOf(status)).toBe('definite');
    },
  );

  test.each([408, 500, 502, 503, 504])('%i with nothing to go by is ambiguous', (status) => {
    expect(kindOf(status)).toBe('ambiguous');
  });

  test('a success that is cut off is ambiguous, and one that makes no sense is not', () => {
    const malformed = (fields: Readonly<Record<string, boolean>>) =>
      classifyRefreshFailure(new ValetKeyError('VK_RESPONSE_MALFORMED', { fields }));
    expect([malformed({ cutOff: true }), malformed({})]).toEqual(['ambiguous', 'definite']);
  });

  test.each<[ErrorCode]>([
    ['VK_TIMEOUT'],
    ['VK_OFFLINE'],
    ['VK_SERVER_UNAVAILABLE'],
    ['VK_ID_TOKEN_INVALID'],
    ['VK_INTERNAL'],
  ])('%s is ambiguous: the server may have acted', (code) => {
    expect(classifyRefreshFailure(new ValetKeyError(code))).toBe('ambiguous');
  });

  test('only a promise that nothing left makes it not-sent', () => {
    const refused = new ValetKeyError('VK_OFFLINE', { fields: { sent: false } });
    const rejected = new ValetKeyError('VK_TLS_REJECTED');
    const expired = new ValetKeyError('VK_TLS_EXPIRED');
    const kinds = [refused, rejected, expired].map(classifyRefreshFailure);
    expect(kinds).toEqual(['not-sent', 'not-sent', 'not-sent']);
  });

  test('what is not ours is ambiguous', () => {
    expect([new TypeError('x'), undefined].map(classifyRefreshFailure)).toEqual([
      'ambiguous',
      'ambiguous',
    ]);
  });
});
