import { describe, expect, it } from 'vitest';
import { foreignText } from '../../../../src/renderer/kit/words/foreign.ts';
import { HOSTILE_STRINGS } from '../../harness/hostile.ts';

describe('foreign text on a screen', () => {
  it.each([
    ['\u202egnp.exe', '\ufffdgnp.exe'],
    ['a@b\u0000c', 'a@b\ufffdc'],
    ['\u001b[31mred', '\ufffd[31mred'],
    ['line\u2028line', 'line\ufffdline'],
    ['zero\u200bwidth', 'zero\ufffdwidth'],
    ['join\u200der', 'join\ufffder'],
    ['soft\u00adhyphen', 'soft\ufffdhyphen'],
    ['filled\u3164\u115f', 'filled\ufffd\ufffd'],
    ['tag\u{e0041}\u{e007f}', 'tag\ufffd\ufffd'],
    ['selected\ufe0f', 'selected\ufffd'],
    ['❤️ 1️⃣', '❤️ 1️⃣'],
    ['👩‍👧 👨🏽‍💻', '👩‍👧 👨🏽‍💻'],
    ['<b>bold</b>', '<b>bold</b>'],
  ])('%j is shown as %j', (text, shown) => expect(foreignText(text)).toBe(shown));

  it('cuts marks piled on one letter to three', () => {
    expect(foreignText(`z${'\u0335'.repeat(200)}!`)).toBe(`z${'\u0335'.repeat(3)}!`);
  });

  it('is cut to its place', () => {
    expect(foreignText('x'.repeat(1_000_000), 20)).toBe(`${'x'.repeat(19)}…`);
  });

  it.each(HOSTILE_STRINGS)('%j keeps no control and stays within 300', (text) => {
    const shown = foreignText(text);
    expect(shown).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    expect(shown.length).toBeLessThanOrEqual(300);
  });
});
