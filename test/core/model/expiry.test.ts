import { describe, expect, it } from 'vitest';
import { freshnessMargin, isFresh } from '../../../src/core/model/expiry.ts';
import { after, epochMs, seconds } from '../../../src/vocabulary/instant.ts';

describe('the freshness margin', () => {
  it.each([
    [3600, 360, 'a tenth of the life'],
    [86_400, 8640, 'a tenth of the life'],
    [600, 60, 'a minute'],
    [300, 60, 'a minute'],
    [120, 60, 'a minute'],
    [30, 15, 'half of a short life, so that a token is not stale at birth'],
    [1, 0.5, 'half of a short life'],
    [0, 0, 'nothing of no life'],
  ])('of %i s is %d s: %s', (lifetime, margin) => {
    expect(freshnessMargin(seconds(lifetime))).toBe(margin);
  });
});

describe('a token', () => {
  const now = epochMs(1_767_225_600_000);

  it('is fresh while more than its margin is left, to the millisecond', () => {
    const margin = seconds(60);
    expect(isFresh(epochMs(now + 60_001), margin, now)).toBe(true);
    expect(isFresh(epochMs(now + 60_000), margin, now)).toBe(false);
    expect(isFresh(epochMs(now - 1), margin, now)).toBe(false);
  });

  it.each([1, 30, 300, 3600, 86_400])(
    'of %i s is fresh at its beginning and not at its end',
    (life) => {
      const lifetime = seconds(life);
      const margin = freshnessMargin(lifetime);
      const expiresAt = after(now, lifetime);
      expect(isFresh(expiresAt, margin, now)).toBe(true);
      expect(isFresh(expiresAt, margin, expiresAt)).toBe(false);
    },
  );
});
