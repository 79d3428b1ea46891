import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  lifetimeOf,
  makeScale,
  stateAt,
} from '../../../../src/renderer/pages/inspector/lifetime.ts';

const claims = (instants: Readonly<Record<string, number | undefined>>) =>
  Object.entries(instants).map(([name, instant]) => ({
    name,
    text: '0',
    clipped: false,
    ...(instant === undefined ? {} : { instant }),
  }));

const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;

/** Two names of three letters beside each other need about this much of the narrowest bar. */
const LEGIBLE = 0.06;

const gapsOf = (instants: Readonly<Record<string, number>>, now: number): readonly number[] => {
  const lifetime = lifetimeOf(claims(instants), now);
  if (lifetime === undefined) throw new Error('states times');
  const places = [...lifetime.marks.map(({ at }) => at), lifetime.scale.place(now)].sort(
    (a, b) => a - b,
  );
  return places.slice(1).map((place, index) => place - (places[index] ?? 0));
};

describe('how a token stands at a moment', () => {
  const lifetime = { start: 100, end: 300 };
  it.each([
    ['before nbf', 50, 'not-yet'],
    ['at nbf', 100, 'valid'],
    ['just before exp', 299, 'valid'],
    ['at exp: not on or after it (RFC 7519 §4.1.4)', 300, 'expired'],
  ])('%s', (_, moment, state) => {
    expect(stateAt(lifetime, moment)).toBe(state);
  });

  it('without exp never ends, without iat and nbf has always begun', () => {
    expect(stateAt({ start: 0, end: undefined }, YEAR)).toBe('endless');
    expect(stateAt({ start: undefined, end: 300 }, -YEAR)).toBe('valid');
  });
});

describe('the bar of a token’s life', () => {
  it.each([
    ['in the middle of it', { iat: 0, exp: HOUR }, HOUR / 2],
    ['that ended years ago', { iat: 0, nbf: 1000, exp: 300_000 }, 8 * YEAR],
    ['that begins in years', { iat: 0, nbf: 5 * YEAR, exp: 5 * YEAR + 1000 }, 10],
    ['of a second', { iat: 0, exp: 1000 }, 500],
    ['of ten years', { iat: 0, exp: 10 * YEAR }, 1000],
    ['without an end', { iat: 0 }, YEAR],
    ['of which only the end is known', { exp: HOUR }, 0],
    ['that was made after it ends', { iat: HOUR, exp: 0 }, 2 * HOUR],
    ['at the end of time', { iat: 0, exp: 8.64e15 }, HOUR],
  ])('keeps every mark legible: one %s', (_what, instants, now) => {
    for (const gap of gapsOf(instants, now)) expect(gap === 0 || gap > LEGIBLE).toBe(true);
  });

  it('gives equal moments one mark with both names', () => {
    const marks = lifetimeOf(claims({ iat: 7, nbf: 7, exp: 9 }), 8)?.marks;
    expect(marks?.map(({ names }) => names)).toEqual([['iat', 'nbf'], ['exp']]);
  });

  it('keeps the life itself in sight, however long ago it was', () => {
    const lifetime = lifetimeOf(claims({ iat: 0, exp: 300_000 }), 20 * YEAR);
    expect((lifetime?.to ?? 0) - (lifetime?.from ?? 0)).toBeGreaterThan(0.3);
    expect(lifetime?.scale.breaks).toHaveLength(1);
  });

  it('runs off the bar where the token does not say when it begins or ends', () => {
    expect(lifetimeOf(claims({ iat: 0 }), HOUR)?.to).toBe(1);
    expect(lifetimeOf(claims({ exp: HOUR }), 0)?.from).toBe(0);
  });

  it('does not take an end that no date can hold for no end', () => {
    const odd = lifetimeOf(claims({ iat: 0, exp: undefined }), HOUR);
    expect([odd?.end, odd?.hasOddEnd]).toEqual([undefined, true]);
    expect(lifetimeOf(claims({ iat: 0 }), HOUR)?.hasOddEnd).toBe(false);
  });

  it.each([
    ['no time', claims({ sub: 0 })],
    ['a time that no date can hold', claims({ exp: undefined })],
    ['no claims', []],
  ])('is not drawn where there is %s', (_, without) => {
    expect(lifetimeOf(without, 0)).toBeUndefined();
  });

  it('stays within the bar where everything is one moment', () => {
    const lifetime = lifetimeOf(claims({ iat: 7, exp: 7 }), 7);
    for (const { at } of lifetime?.marks ?? []) expect(at > 0 && at < 1).toBe(true);
  });
});

describe('the scale', () => {
  const instant = fc.integer({ min: -8e14, max: 8e14 });
  const scaleOf = (instants: readonly number[]) =>
    makeScale(instants, { from: Math.min(...instants), to: Math.max(...instants) });

  it('keeps the order of moments', () => {
    fc.assert(
      fc.property(
        fc.array(instant, { minLength: 1, maxLength: 4 }),
        instant,
        instant,
        (all, a, b) => {
          const scale = scaleOf(all);
          expect(scale.place(Math.min(a, b))).toBeLessThanOrEqual(scale.place(Math.max(a, b)));
          expect(scale.place(a)).toBeGreaterThanOrEqual(0);
          expect(scale.place(a)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('leads back to where one came from', () => {
    fc.assert(
      fc.property(
        fc.array(instant, { minLength: 2, maxLength: 4 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, place) => {
          const scale = scaleOf(all);
          expect(scale.place(scale.instantAt(place))).toBeCloseTo(place, 3);
        },
      ),
    );
  });
});
