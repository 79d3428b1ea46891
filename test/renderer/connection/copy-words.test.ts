import { describe, expect, it } from 'vitest';
import type { CopiedView } from '../../../src/contract/token.ts';
import { copyLifeWords, promiseWords } from '../../../src/renderer/connection/copy-words.ts';
import { untilWords } from '../../../src/renderer/kit/words/time-words.ts';

const NOW = new Date(2026, 0, 31, 14, 20).getTime();
const MINUTE = 60_000;

it.each([
  [12 * MINUTE, false, 'good until 14:32 (12 min)'],
  [12 * MINUTE, true, 'good until 14:32 or the next refresh'],
  [30 * 60 * MINUTE, false, 'good until Feb 1, 20:20 (1 d)'],
  [0, false, 'expired by now'],
  [-1, true, 'expired by now'],
])('a copy with %i ms left (a refresh ends it: %s) is %s', (left, refreshEndsToken, words) => {
  expect(copyLifeWords({ expiresAt: NOW + left }, NOW, refreshEndsToken)).toBe(words);
});

it.each([1e18, NaN, Infinity])('no date can say %d', (instant) => {
  expect(untilWords(instant, NOW)).toBe('out of range');
});

describe('a promise that was not kept', () => {
  const view: CopiedView = {
    expiresAt: NOW,
    lifetime: 60,
    lifetimeAssumed: false,
    clearAfter: 30,
    promised: 5,
  };

  it.each<[Partial<CopiedView>, RegExp | undefined]>([
    [{}, undefined],
    [
      { because: 'server-lifetime' },
      /want 5 min, but this server makes tokens that live for 1 min/,
    ],
    [{ because: 'server-lifetime', lifetime: 300 }, /live for 5 min: not every copy is worth/],
    [{ because: 'server-lifetime', lifetimeAssumed: true }, /does not say how long/],
    [{ because: 'not-renewable' }, /nothing can refresh/],
    [{ because: 'not-reached' }, /could not be asked/],
  ])('%j is explained', (part, words) => {
    const said = promiseWords({ ...view, ...part });
    if (words === undefined) expect(said).toBeUndefined();
    else expect(said).toMatch(words);
  });
});
