import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { COLUMNS } from '../../../../src/renderer/pages/home/sorting.ts';

const SHEET = join(import.meta.dirname, '../../../../src/renderer/pages/home/home-page.css');

/** The tracks of a row, for each width of the window that changes them, widest first. */
const tracks = (sheet: string): readonly number[] =>
  [...sheet.matchAll(/\.logins-row \{[^}]*?grid-template-columns:([^;]+);/g)].map(
    ([, value = '']) =>
      value
        .replace(/\([^)]*\)/g, '')
        .trim()
        .split(/\s+/).length,
  );

/** How many columns each width hides, by the classes of their cells. */
const hidden = (sheet: string): readonly number[] =>
  [...sheet.matchAll(/((?:\s*\.logins-\w+,?)+) \{\s*display: none;/g)].map(
    ([, selectors = '']) => selectors.split(',').length,
  );

it('a row of the list of logins has a track for each column that is shown, and one for its menu', () => {
  const sheet = readFileSync(SHEET, 'utf8');
  const [narrow = 0, narrowest = 0] = hidden(sheet);
  const all = COLUMNS.length + 1;
  expect(tracks(sheet)).toEqual([all, all - narrow, all - narrow - narrowest]);
});
