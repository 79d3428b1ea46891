import { describe, expect, it } from 'vitest';
import { foreignText } from '../../../src/core/fault/foreign-text.ts';

describe('foreign text in a record, a file name or a failure', () => {
  it.each([
    ['a bidirectional override', 'Acme\u202egpj.exe', 'Acme gpj.exe'],
    ['a zero-width space', 'Ac\u200bme', 'Ac me'],
    ['a soft hyphen', 'Ac\u00adme', 'Ac me'],
    ['a Hangul filler', 'Acme\u3164.', 'Acme .'],
    ['a combining grapheme joiner', 'Ac\u034fme', 'Ac me'],
    ['tag characters', 'Acme\u{e0041}\u{e0042}.', 'Acme  .'],
    ['a variation selector on a letter', 'Acm\ufe0fe', 'Acm e'],
    ['an invisible operator', 'Ac\u2063me', 'Ac me'],
    ['a blank Braille pattern', 'Acme\u2800.', 'Acme .'],
    ['a null notehead', 'Acme\u{1d159}.', 'Acme .'],
    ['a hieroglyph joiner', 'Ac\u{13430}me', 'Ac me'],
    ['half of a character', 'Ac\ud800me', 'Ac me'],
    ['a control', 'Ac\u0007me', 'Ac me'],
  ])('loses %s, with which two names could look the same', (_, text, shown) => {
    expect(foreignText(text)).toBe(shown);
  });

  it('is whole up to 200 characters, and cut to as many with a sign that more followed', () => {
    expect(foreignText('x'.repeat(200))).toBe('x'.repeat(200));
    expect(foreignText('x'.repeat(201))).toBe(`${'x'.repeat(199)}…`);
  });

  it('has no space around it, and nothing of what stands behind 16 KiB', () => {
    expect(foreignText('\u200b  Acme \n')).toBe('Acme');
    expect(foreignText(`${'\u200b'.repeat(16 * 1024)}hidden`)).toBe('');
  });

  it('keeps letters of every script, and an emoji', () => {
    const text = 'Ünïcode Ελληνικά 日本語 हिन्दी العربية ❤️';
    expect(foreignText(text)).toBe(text);
  });
});
