import { describe, expect, test } from 'vitest';
import { openingBounds, wasMaximized } from '../../../src/main/window/window-bounds.ts';

const PRIMARY = { x: 0, y: 25, width: 1920, height: 1055 };
const LEFT = { x: -1280, y: 0, width: 1280, height: 1024 };
const TINY = { x: 0, y: 0, width: 640, height: 480 };
const at = (x: number, y: number, width = 1000, height = 700) => ({ x, y, width, height });

describe('where the window opens', () => {
  test.each([
    ['where it was', at(100, 100), at(100, 100)],
    ['on the second display', at(-1200, 50), at(-1200, 50)],
    ['half over the edge, as it was left', at(1500, 500), at(1500, 500)],
    ['with its title bar below the menu bar', at(100, -300), at(100, 25)],
    ['with its title bar above the lower edge', at(100, 1015), at(100, 1015)],
    ['no larger than its display', at(0, 25, 5000, 4000), at(0, 25, 1920, 1055)],
  ])('%s', (_what, remembered, expected) => {
    expect(openingBounds(remembered, [PRIMARY, LEFT])).toEqual(expected);
  });

  test.each([
    ['nothing was remembered', undefined],
    ['its display has gone', at(-1200, 50)],
    ['only a sliver would be in sight', at(1900, 100)],
    ['it lay below everything', at(100, 5000)],
    ['what was remembered is no place', { x: 'left' }],
    ['what was remembered is no number', at(Number.NaN, 0)],
    ['what was remembered is too small to grab', at(10, 20, 10)],
    ['what was remembered is absurd', at(0, 0, 1e9, 1e9)],
  ])('in the first size, placed by the system, where %s', (_what, remembered) => {
    expect(openingBounds(remembered, [PRIMARY])).toEqual({ width: 1080, height: 720 });
  });

  test('fills a tiny display at the first start, and when a large window was remembered', () => {
    expect(openingBounds(undefined, [TINY])).toEqual({ width: 640, height: 480 });
    expect(openingBounds(at(10, 10), [TINY])).toEqual({ x: 10, y: 10, width: 640, height: 480 });
  });

  test('somewhere, even where no display is known', () => {
    expect(openingBounds(at(0, 0), [])).toEqual({ width: 1080, height: 720 });
  });

  test('filling its display where it did', () => {
    expect(wasMaximized({ isMaximized: true })).toBe(true);
    expect([{ isMaximized: 'yes' }, {}, undefined].map(wasMaximized)).toEqual([
      false,
      false,
      false,
    ]);
  });
});
