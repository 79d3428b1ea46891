import { expect, test } from 'vitest';
import { keepsInTray } from '../../../src/main/desktop/keep-in-tray.ts';

test.each([
  ['darwin', undefined, true],
  ['win32', undefined, true],
  ['linux', undefined, false],
  ['linux', true, true],
  ['darwin', false, false],
] as const)('on %s, chosen %s: the program stays: %s', (platform, chosen, stays) => {
  expect(keepsInTray(chosen, platform)).toBe(stays);
});
