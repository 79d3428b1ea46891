import { expect, it } from 'vitest';
import { nextPlace } from '../../../../../src/renderer/pages/access/map/matrix-focus.ts';

const press = (key: string, row: number, column: number, ctrlKey = false) =>
  nextPlace({ key, ctrlKey, metaKey: false }, { row, column }, 30, 5);

it.each([
  ['ArrowDown', 3, 2, 4, 2],
  ['ArrowDown', 29, 2, 29, 2],
  ['ArrowUp', 0, 0, 0, 0],
  ['ArrowLeft', 3, 0, 3, 0],
  ['ArrowRight', 3, 4, 3, 4],
  ['ArrowRight', 3, 1, 3, 2],
  ['Home', 3, 3, 3, 0],
  ['End', 3, 0, 3, 4],
  ['PageDown', 25, 1, 29, 1],
  ['PageUp', 12, 1, 2, 1],
])('%s at %d, %d goes to %d, %d', (key, row, column, nextRow, nextColumn) => {
  expect(press(key, row, column)).toEqual({ row: nextRow, column: nextColumn });
});

it('Home and End with the control key go to the corners', () => {
  expect(press('Home', 3, 3, true)).toEqual({ row: 0, column: 0 });
  expect(press('End', 3, 3, true)).toEqual({ row: 29, column: 4 });
});

it.each(['Tab', 'a', 'Escape', 'constructor', '__proto__'])('%s is left alone', (key) => {
  expect(press(key, 1, 1)).toBeUndefined();
});
