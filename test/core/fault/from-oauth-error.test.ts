import { describe, expect, test } from 'vitest';
import { seconds } from '../../../src/vocabulary/instant.ts';
import { fromOAuthError, MEANING_OF_ERROR } from '../../../src/core/fault/from-error.ts';

const REGISTERED = Object.entries(MEANING_OF_ERROR);
const ALL_STATUSES = Array.from({ length: 400 }, (_, index) => 200 + index);

const codeOf = (error?: string, status?: number) =>
  fromOAuthError({
    ...(error === undefined ? {} : { error }),
    ...(status === undefined ? {} : { status }),
  }).code;

describe('fromOAuthError', () => {
  test.each([
    ['invalid_grant', 'VK_GRANT_REVOKED'],
    ['invalid_client', 'VK_CLIENT_REJECTED'],
    ['unauthorized_client', 'VK_CLIENT_REJECTED'],
    ['unsupported_grant_type', 'VK_GRANT_TYPE_REFUSED'],
    ['invalid_scope', 'VK_SCOPE_REJECTED'],
    ['invalid_request', 'VK_REQUEST_REJECTED'],
  ])('gives each error of RFC 6749 §5.2 its code: %s', (error, code) => {
    expect(codeOf(error, 400)).toBe(code);
  });

  test('only invalid_grant ends a grant, and only with 200, 400, 401 or 403', () => {
    const ending = ALL_STATUSES.filter(
      (status) => codeOf('invalid_grant', status) === 'VK_GRANT_REVOKED',
    );
    expect(ending).toEqual([200, 400, 401, 403]);
    const others = [
      ...REGISTERED.map(([error]) => error),
      'invalid_Grant',
      'INVALID_GRANT',
      '',
      'x',
    ];
    for (const status of [...ALL_STATUSES, undefined]) {
      for (const error of [...others, undefined]) {
        expect(codeOf(error, status)).not.toBe('VK_GRANT_REVOKED');
      }
    }
  });

  test.each(REGISTERED)(
    'gives %s one code at every status that leaves it the word: %s',
    (error, code) => {
      for (const status of [undefined, 200, 400, 401, 403, 404, 409, 413]) {
        expect(codeOf(error, status)).toBe(code);
      }
    },
  );

  test.each([...REGISTERED.map(([error]) => error), 'invalid_grant', 'unheard_of', undefined])(
    'lets 408, 429 and 5xx outweigh the body: %s',
    (error) => {
      expect([408, 429, 500, 502, 503, 504, 599].map((status) => codeOf(error, status))).toEqual([
        'VK_TIMEOUT',
        'VK_RATE_LIMITED',
        ...Array<string>(5).fill('VK_SERVER_UNAVAILABLE'),
      ]);
    },
  );

  test('calls an unknown error a refusal, and a name of Object.prototype an unknown error', () => {
    expect(
      ['bad_verification_code', 'constructor', '__proto__'].map((error) => codeOf(error, 200)),
    ).toEqual(Array(3).fill('VK_REQUEST_REJECTED'));
  });

  test.each([
    [400, 'VK_RESPONSE_MALFORMED'],
    [401, 'VK_CLIENT_REJECTED'],
    [403, 'VK_REQUEST_REJECTED'],
    [404, 'VK_RESPONSE_MALFORMED'],
    [undefined, 'VK_RESPONSE_MALFORMED'],
  ])('goes by the status where there is no error: %s', (status, code) => {
    expect(codeOf(undefined, status)).toBe(code);
  });

  test('quotes the server, with controls and marks gone and clipped to 200 characters', () => {
    const error = fromOAuthError({
      status: 429,
      error: 'slow\u202edown',
      error_description: `a\r\nb${'c'.repeat(300)}`,
      retryAfter: seconds(30),
    });
    expect(error.fields).toEqual({
      status: 429,
      error: 'slow down',
      error_description: `a  b${'c'.repeat(195)}…`,
      retryAfterSeconds: 30,
    });
  });
});
