import { describe, expect, it } from 'vitest';
import {
  dayKey,
  expiriesByDay,
  firstMarked,
  monthOf,
  shiftMonth,
  weeksOf,
} from '../../../../../src/renderer/pages/access/expiry/month-calendar.tsx';
import type { ConnectionView } from '../../../../../src/contract/connection.ts';
import { connection } from '../../../harness/fixtures.ts';

const NOVEMBER = { year: 2026, month: 10 };
const at = (day: number, hour = 12) => new Date(2026, 10, day, hour).getTime();

const ending = (seed: number, instant: number, part: Partial<ConnectionView> = {}) =>
  connection(seed, {
    label: `login ${seed}`,
    expiry: { at: instant, warnAt: instant, because: 'age', source: 'known' },
    ...part,
  });

describe('a page of the calendar', () => {
  it('has whole weeks from Monday, filled with days of the months around', () => {
    const weeks = weeksOf(NOVEMBER);
    expect(weeks).toHaveLength(6);
    expect(weeks.every((week) => week.length === 7)).toBe(true);
    expect(weeks[0]?.[0]).toMatchObject({ key: '2026-10-26', isInMonth: false });
    expect(weeks[0]?.[6]).toMatchObject({ key: '2026-11-01', day: 1, isInMonth: true });
    expect(weeks[5]?.[0]).toMatchObject({ key: '2026-11-30', isInMonth: true });
  });

  it.each([
    [2026, 1, 4],
    [2027, 1, 4],
    [2028, 1, 5],
    [2026, 7, 6],
  ])('has every day of %d, month %d, once, in %d weeks at least', (year, month, least) => {
    const days = weeksOf({ year, month }).flat();
    const own = days.filter(({ isInMonth }) => isInMonth).map(({ day }) => day);
    expect(days.length / 7).toBeGreaterThanOrEqual(least);
    expect(own).toEqual(own.map((_, index) => index + 1));
    expect(own).toHaveLength(new Date(year, month + 1, 0).getDate());
    expect(new Set(days.map(({ key }) => key)).size).toBe(days.length);
  });

  it.each([
    [1, { year: 2026, month: 11 }],
    [2, { year: 2027, month: 0 }],
    [-11, { year: 2025, month: 11 }],
  ])('is turned by %d months to %o', (by, month) => {
    expect(shiftMonth(NOVEMBER, by)).toEqual(month);
  });
});

describe('the days on which logins end', () => {
  it('are those of the person’s own zone, from the first to the last moment', () => {
    expect(dayKey(at(23, 0))).toBe('2026-11-23');
    expect(dayKey(at(24, 0) - 1)).toBe('2026-11-23');
    expect(monthOf(at(23))).toEqual(NOVEMBER);
  });

  it.each([Infinity, -Infinity, Number.NaN, 8.64e15 + 1])(
    'has none for the instant %d',
    (instant) => {
      expect(dayKey(instant)).toBeUndefined();
      expect(expiriesByDay([ending(1, instant)]).size).toBe(0);
    },
  );

  it('hold each login once, soonest first, also one that has ended; unknown ends are left out', () => {
    const { expiry: _expiry, ...unknown } = ending(4, at(23));
    const days = expiriesByDay([
      ending(1, at(23, 18)),
      ending(2, at(23, 9)),
      ending(3, at(29), {
        standing: { kind: 'sign-in-required', since: at(20), because: 'VK_GRANT_REVOKED' },
      }),
      unknown,
    ]);
    expect([...days].map(([key, all]) => [key, all.map(({ label }) => label)])).toEqual([
      ['2026-11-20', ['login 3']],
      ['2026-11-23', ['login 2', 'login 1']],
    ]);
  });

  it('open on today or the next of them, else on the first', () => {
    const weeks = weeksOf(NOVEMBER);
    const ends = new Map([
      ['2026-10-27', 1],
      ['2026-11-20', 1],
      ['2026-11-25', 1],
    ]);
    expect(firstMarked(weeks, ends, '2026-11-23')).toBe('2026-11-25');
    expect(firstMarked(weeks, ends, '2026-11-28')).toBe('2026-11-20');
    expect(firstMarked(weeks, new Map(), '2026-11-23')).toBeUndefined();
  });
});
