import { describe, expect, it } from 'vitest';
import { lineAfterKey } from '../../../src/renderer/kit/list-keys.ts';

describe('where a key leads in a list', () => {
  it.each([
    ['ArrowDown', 3, 100, 4],
    ['ArrowDown', 99, 100, 99],
    ['ArrowDown', -1, 100, 0],
    ['ArrowUp', 0, 100, 0],
    ['ArrowUp', -1, 100, 0],
    ['PageDown', 95, 100, 99],
    ['PageUp', 5, 100, 0],
    ['Home', 50, 100, 0],
    ['End', 50, 100, 99],
    ['ArrowDown', 0, 0, undefined],
    ['Enter', 3, 100, undefined],
    ['toString', 3, 100, undefined],
  ])('%s from line %d of %d leads to %s', (key, from, count, line) => {
    expect(lineAfterKey(key, from, count)).toBe(line);
  });
});
