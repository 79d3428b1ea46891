import { describe, expect, it } from 'vitest';
import { countedTime } from '../../../src/renderer/kit/words/login-expiry-words.ts';
import { expiryGroupOf, groupByExpiry } from '../../../src/renderer/kit/expiry-groups.ts';
import {
  endWords,
  nearEnd,
  unknownEndWords,
} from '../../../src/renderer/kit/words/login-expiry-words.ts';
import {
  apart,
  expiryColumns,
  expiryPlace,
} from '../../../src/renderer/pages/access/expiry/columns.ts';
import type { LoginExpiryView } from '../../../src/contract/connection.ts';
import { connection } from '../harness/fixtures.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
const HOUR = 3600 * 1000;
const DAY = 24 * HOUR;

const expiry = (left: number, because: LoginExpiryView['because'] = 'age'): LoginExpiryView => ({
  at: NOW + left,
  warnAt: NOW + left - 7 * DAY,
  because,
  source: 'stated',
});
const active = { kind: 'active' } as const;
const ended = {
  kind: 'sign-in-required',
  since: NOW - 2 * DAY,
  because: 'VK_GRANT_REVOKED',
} as const;

describe('a length of time by its largest part', () => {
  it.each([
    [-5, 'less than a minute'],
    [59_000, 'less than a minute'],
    [60_000, '1 minute'],
    [2 * HOUR, '2 hours'],
    [DAY, '1 day'],
    [3 * DAY + 5 * HOUR, '3 days'],
  ])('%d ms is “%s”', (length, words) => {
    expect(countedTime(length)).toBe(words);
  });
});

describe('the end of a login in words', () => {
  it('says what puts an end by age off', () => {
    expect(endWords(expiry(3 * DAY), NOW)).toEqual({
      tone: 'warn',
      short: 'ends in 3 days',
      sentence: 'Ends in 3 days unless you sign in again',
    });
  });

  it('says what puts an end by rest off', () => {
    expect(endWords(expiry(HOUR, 'idle'), NOW).sentence).toBe('Ends in 1 hour unless it is used');
  });

  it.each([
    ['idle', 'unused too long'],
    ['age', 'too old'],
  ] as const)('an end by %s that has passed is “%s”, from that instant on', (because, short) => {
    expect(endWords(expiry(0, because), NOW)).toMatchObject({ tone: 'bad', short });
    expect(endWords(expiry(1, because), NOW).tone).toBe('warn');
  });

  it('is not spoken of before its warning is due', () => {
    expect(nearEnd({ expiry: expiry(7 * DAY + 1), standing: active }, NOW)).toBeUndefined();
    expect(nearEnd({ expiry: expiry(7 * DAY), standing: active }, NOW)).toBeDefined();
  });

  it('is not spoken of where the login has ended already', () => {
    expect(nearEnd({ expiry: expiry(DAY), standing: ended }, NOW)).toBeUndefined();
  });

  it('has a reason where it is not known', () => {
    const code = { grantType: 'authorization_code', hasRefreshToken: true };
    expect(unknownEndWords(code)).toMatch(/has not said/);
    expect(unknownEndWords({ ...code, hasRefreshToken: false })).toMatch(/No refresh token/);
    expect(unknownEndWords({ grantType: 'client_credentials', hasRefreshToken: false })).toMatch(
      /without anybody/,
    );
  });
});

describe('logins by when they end', () => {
  it.each([
    [-1, 'overdue'],
    [0, 'overdue'],
    [1, 'week'],
    [7 * DAY, 'week'],
    [7 * DAY + 1, 'month'],
    [30 * DAY, 'month'],
    [30 * DAY + 1, 'later'],
  ] as const)('%d ms from now is %s', (left, group) => {
    expect(expiryGroupOf({ expiry: expiry(left), standing: active }, NOW)).toBe(group);
  });

  it('an ended login is overdue though nobody knew its end', () => {
    expect(expiryGroupOf({ expiry: undefined, standing: ended }, NOW)).toBe('overdue');
  });

  it('leaves empty groups out, and has the soonest first and the unknown last', () => {
    const groups = groupByExpiry(
      [
        connection(1, { label: 'unknown' }),
        connection(2, { label: 'later', expiry: expiry(5 * DAY) }),
        connection(3, { label: 'sooner', expiry: expiry(2 * DAY) }),
        connection(4, { label: 'gone', standing: ended }),
      ],
      NOW,
    );
    expect(
      groups.map(({ name, connections }) => [name, ...connections.map(({ label }) => label)]),
    ).toEqual([
      ['overdue', 'gone'],
      ['week', 'sooner', 'later'],
      ['unknown', 'unknown'],
    ]);
  });
});

describe('the picture of expiries', () => {
  it.each([
    ['overdue', -400 * DAY, 0.05],
    ['week', 0, 0.1],
    ['week', 7 * DAY, 0.45],
    ['month', 30 * DAY, 0.75],
    ['later', 365 * DAY, 1],
    ['later', 10_000 * DAY, 1],
  ] as const)('puts %s at %d ms to %d', (part, left, place) => {
    expect(expiryPlace(part, left)).toBeCloseTo(place, 10);
  });

  it('counts logins that end together, and none of which nothing is known', () => {
    const columns = expiryColumns(
      [
        { expiry: expiry(5000 * DAY), standing: active },
        { expiry: expiry(6000 * DAY), standing: active },
        { expiry: expiry(-DAY), standing: active },
        { expiry: undefined, standing: active },
      ],
      NOW,
      20,
    );
    expect(columns).toEqual([
      { at: 1.5 / 20, part: 'overdue', count: 1 },
      { at: 19.5 / 20, part: 'later', count: 2 },
    ]);
  });

  it('numbers the highest columns that are far enough from each other', () => {
    const columns = [18, 19, 204, 52, 20].map((count, index) => ({
      at: index / 10,
      part: 'month' as const,
      count,
    }));
    const numbered = apart(columns, 0.2);
    expect([...numbered].map(({ count }) => count)).toEqual([204, 20, 18]);
  });
});
