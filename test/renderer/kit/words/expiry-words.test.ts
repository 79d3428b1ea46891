import { describe, expect, it } from 'vitest';
import { expiryOf } from '../../../../src/renderer/kit/words/expiry-words.ts';

const NOW = 1_700_000_000_000;
const token = (left: number, lifetime: number) => ({ expiresAt: NOW + left * 1000, lifetime });

describe('how a token’s expiry is worded', () => {
  it.each([
    [3600, 3600, 'good', '1:00:00', '1 h', 'Expires in 1 hour'],
    [687, 900, 'good', '11:27', '11 min', 'Expires in 11 minutes 27 seconds'],
    [301, 3600, 'good', '5:01', '5 min', 'Expires in 5 minutes 1 second'],
    [299, 3600, 'warn', '4:59', '4 min', 'Expires in 4 minutes 59 seconds'],
    [11, 60, 'warn', '0:11', '11 s', 'Expires in 11 seconds'],
    [12, 60, 'good', '0:12', '12 s', 'Expires in 12 seconds'],
    [0.4, 60, 'warn', '0:01', '1 s', 'Expires in 1 second'],
    [0, 60, 'bad', '0:00', 'expired', 'Expired'],
    [-5, 60, 'bad', '0:00', 'expired', 'Expired'],
    [200_000, 864_000, 'good', '2 d 7 h', '2 d', 'Expires in 2 days 7 hours'],
  ])('%d s of %d s: %s, %s', (left, lifetime, tone, clock, short, spoken) => {
    expect(expiryOf(token(left, lifetime), NOW)).toMatchObject({ tone, clock, short, spoken });
  });

  it('never shows more than a whole life, even where clocks disagree', () => {
    expect(expiryOf(token(900, 600), NOW).share).toBe(1);
  });

  it('does not divide by a lifetime of nothing', () => {
    expect(expiryOf(token(5, 0), NOW).share).toBe(0);
  });
});
