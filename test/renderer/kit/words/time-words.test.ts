import { describe, expect, it } from 'vitest';
import { agoWords, momentWords } from '../../../../src/renderer/kit/words/time-words.ts';

describe('instants in words', () => {
  it.each([8.64e15 + 1, -8.64e15 - 1, Number.NaN, Number.POSITIVE_INFINITY, 8_640_000_000_001_000])(
    'says that %d is out of range and throws no RangeError (ECMA-262 TimeClip)',
    (instant) => expect(momentWords(instant)).toBe('out of range'),
  );

  it('names a moment that a date can hold', () => {
    expect(momentWords(1_700_000_000_000)).toMatch(/2023/u);
  });

  it.each([
    [0, 'just now'],
    [9_999, 'just now'],
    [240_000, '4 min ago'],
    [7_200_000, '2 h ago'],
  ])('%d ms ago is %s', (length, words) => expect(agoWords(0, length)).toBe(words));
});
