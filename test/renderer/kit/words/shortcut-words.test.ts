import { describe, expect, it } from 'vitest';
import {
  keyCaps,
  SHORTCUT_IDS,
  SHORTCUTS,
  shortcutOf,
} from '../../../../src/renderer/kit/words/shortcut-words.ts';

const stroke = (key: string, held: string = '') => ({
  key,
  ctrlKey: held.includes('c'),
  metaKey: held.includes('m'),
  shiftKey: held.includes('s'),
  altKey: held.includes('a'),
});

describe('the keyboard map', () => {
  it.each([
    ['k', 'c', false, 'palette'],
    ['k', 'm', true, 'palette'],
    ['K', 'cs', false, undefined],
    ['k', '', false, undefined],
    ['k', 'm', false, undefined],
    ['k', 'cm', false, undefined],
    ['k', 'ca', false, undefined],
    ['C', 'cs', false, 'copy'],
    ['c', 'c', false, undefined],
    ['?', 's', false, 'help'],
    ['?', '', false, 'help'],
    ['?', 'c', false, undefined],
    [',', 'c', false, 'settings'],
    ['F2', '', false, 'rename'],
  ])('%s with “%s” held (Mac: %s) means %s', (key, held, isMac, id) => {
    expect(shortcutOf(stroke(key, held), isMac)).toBe(id);
  });

  it('gives no two shortcuts the same keys', () => {
    const all = SHORTCUT_IDS.map((id) => SHORTCUTS[id].keys.join('+')).filter(
      (keys) => keys !== '',
    );
    expect(new Set(all).size).toBe(all.length);
  });

  it('prints the legends of the platform', () => {
    expect(keyCaps('copy', false)).toEqual(['Ctrl', 'Shift', 'C']);
    expect(keyCaps('copy', true)).toEqual(['⌘', '⇧', 'C']);
  });
});
