import { describe, expect, it } from 'vitest';
import { backOff } from '../../../src/core/async/back-off.ts';
import { createBoundedMap } from '../../../src/core/async/bounded-map.ts';
import { createHostLimit } from '../../../src/core/async/host-limit.ts';
import { seconds } from '../../../src/vocabulary/instant.ts';

describe('a bounded map', () => {
  it('gives up its oldest entry for a new one, and gives it back', () => {
    const map = createBoundedMap<string, number>(2);
    expect(map.set('a', 1)).toBeUndefined();
    expect(map.set('b', 2)).toBeUndefined();
    expect(map.set('a', 3)).toBeUndefined();
    expect(map.set('c', 4)).toEqual(['a', 3]);
    expect(map.values()).toEqual([2, 4]);
    map.delete('b');
    expect(map.set('d', 5)).toBeUndefined();
    expect(map.size).toBe(2);
  });
});

describe('a limit for each host', () => {
  it('counts each host apart and all of them together', () => {
    const limit = createHostLimit({ atOnce: 3, atOneHost: 2 });
    limit.begin('a.example');
    limit.begin('a.example');
    expect([limit.roomAt('a.example'), limit.roomAt('b.example'), limit.isFull]).toEqual([
      0,
      2,
      false,
    ]);
    limit.begin('b.example');
    expect(limit.isFull).toBe(true);
    limit.end('a.example');
    expect([limit.roomAt('a.example'), limit.isFull]).toEqual([1, false]);
  });
});

describe('a back-off', () => {
  it('doubles with each failure up to its longest, and is nothing without one', () => {
    const waits = [0, 1, 2, 3, 4, 5, 2000].map((failures) =>
      backOff(failures, seconds(30), seconds(300)),
    );
    expect(waits).toEqual([0, 30, 60, 120, 240, 300, 300]);
  });
});
