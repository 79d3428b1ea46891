import { describe, expect, it } from 'vitest';
import { momentText, parseMoment } from '../../../../src/renderer/pages/inspector/moment-field.tsx';

const local = (...parts: readonly [number, number, number, number?, number?, number?]): number =>
  new Date(...(parts as [number, number, number])).getTime();

describe('a moment that is typed', () => {
  it.each([
    ['2026-11-03', local(2026, 10, 3)],
    ['2026-11-03 14:02', new Date(2026, 10, 3, 14, 2).getTime()],
    [' 2026-11-03T14:02:05 ', new Date(2026, 10, 3, 14, 2, 5).getTime()],
    ['2026-11-03T14:02:05Z', Date.UTC(2026, 10, 3, 14, 2, 5)],
    ['2026-11-03T14:02+02:00', Date.UTC(2026, 10, 3, 12, 2)],
    ['1767225600', 1_767_225_600_000],
    ['1767225600123', 1_767_225_600_123],
    ['0', 0],
    ['-1', -1000],
  ])('%s is understood', (text, instant) => {
    expect(parseMoment(text)).toBe(instant);
  });

  it.each([
    '',
    'yesterday',
    '2026',
    '2026-13-01',
    '2026-02-30',
    '2026-11-03 25:00',
    '2026-11-03 14:61',
    '99999999999999999',
    'Infinity',
    '1e9',
  ])('%j is not guessed at', (text) => {
    expect(parseMoment(text)).toBeUndefined();
  });

  it('is shown as it can be typed', () => {
    const instant = new Date(2026, 10, 3, 4, 5, 6).getTime();
    expect(momentText(instant)).toBe('2026-11-03 04:05:06');
    expect(parseMoment(momentText(instant))).toBe(instant);
  });
});
