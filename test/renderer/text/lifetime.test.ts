import { describe, expect, it } from 'vitest';
import { lifetimeOf } from '../../../src/renderer/text/lifetime.ts';

const claims = (instants: Readonly<Record<string, number | undefined>>) =>
  Object.entries(instants).map(([name, instant]) => ({
    name,
    text: '0',
    clipped: false,
    ...(instant === undefined ? {} : { instant }),
  }));

describe('the lifetime a token states of itself', () => {
  it.each([
    ['before nbf', 50, 'not-yet'],
    ['at nbf', 100, 'valid'],
    ['just before exp', 299, 'valid'],
    ['at exp: not on or after it (RFC 7519 §4.1.4)', 300, 'expired'],
  ])('%s', (_, now, state) => {
    expect(lifetimeOf(claims({ iat: 0, nbf: 100, exp: 300 }), now)?.state).toBe(state);
  });

  it('places every mark between 0 and 1, also where now is long after', () => {
    const marks = lifetimeOf(claims({ iat: 0, exp: 300 }), 3000)?.marks;
    expect(marks?.map(({ name, at }) => [name, at])).toEqual([
      ['iat', 0],
      ['exp', 0.1],
      ['now', 1],
    ]);
  });

  it.each([
    ['no exp', claims({ iat: 0 })],
    ['an exp that no date can hold', claims({ exp: undefined })],
    ['no claims', []],
  ])('is not told where there is %s', (_, without) => {
    expect(lifetimeOf(without, 0)).toBeUndefined();
  });

  it('stays within the bar where everything is one moment', () => {
    const lifetime = lifetimeOf(claims({ iat: 7, exp: 7 }), 7);
    expect(lifetime?.marks.every(({ at }) => at === 0)).toBe(true);
  });
});
