import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { epochMs } from '../../../src/vocabulary/instant.ts';
import {
  LONGEST_RETRY_AFTER,
  parseRetryAfter,
} from '../../../src/core/oauth/exchange/error-response.ts';

/** Half a minute before the date of RFC 9110 §5.6.7. */
const NOW = epochMs(Date.UTC(1994, 10, 6, 8, 49, 7));

describe('parseRetryAfter', () => {
  test.each([
    ['120', 120],
    [' 1 ', 1],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 30],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 30],
    ['Sun Nov  6 08:49:37 1994', 30],
    ['Fri, 31 Dec 1999 23:59:59 GMT', LONGEST_RETRY_AFTER],
    ['99999999999', LONGEST_RETRY_AFTER],
    ['9'.repeat(400), LONGEST_RETRY_AFTER],
  ])('reads a delay or any of the three dates (RFC 9110 §10.2.3, §5.6.7): %.40s', (text, wait) => {
    expect(parseRetryAfter(text, NOW)).toBe(wait);
  });

  test.each([
    [null],
    [''],
    ['0'],
    ['-5'],
    ['1.5'],
    ['1e3'],
    ['soon'],
    ['120, 240'],
    ['Wed, 21 Oct 1970 07:28:00 GMT'],
    ['Sun, 06 Nov 1994 08:49:07 GMT'],
    ['Sun, 06 Foo 1994 08:49:37 GMT'],
    ['Sun, 06 Nov 1994 08:49:37 +0200'],
    ['Monday, 06-Nov-50 08:49:37 GMT'],
  ])('knows nothing where there is none, where it is past or not one: %s', (text) => {
    expect(parseRetryAfter(text, NOW)).toBeUndefined();
  });

  test('puts two digits of a year into the century that is not half of one ahead', () => {
    const now = epochMs(Date.UTC(2026, 10, 23));
    expect(parseRetryAfter('Sunday, 06-Nov-94 08:49:37 GMT', now)).toBeUndefined();
    expect(parseRetryAfter('Monday, 23-Nov-26 00:00:07 GMT', now)).toBe(7);
  });

  test('waits to the second before, never after, the date in the field', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 899_999 }), (ahead) => {
        const date = new Date(Math.floor((NOW + ahead) / 1000) * 1000);
        const wait = parseRetryAfter(date.toUTCString(), NOW);
        expect(wait ?? 0).toBe(Math.max(0, (date.getTime() - NOW) / 1000));
      }),
    );
  });

  test('is undefined or within a quarter of an hour, whatever the text', () => {
    const text = fc.oneof(
      fc.string(),
      fc.bigInt().map(String),
      fc.date({ noInvalidDate: true }).map((d) => d.toUTCString()),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 4e12 }), (field, now) => {
        const wait = parseRetryAfter(field, epochMs(now));
        expect(wait === undefined || (wait > 0 && wait <= 900)).toBe(true);
      }),
    );
  });
});
