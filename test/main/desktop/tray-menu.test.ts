import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import {
  keepsInTray,
  menuLabel,
  trayMenu,
  type TrayEntry,
} from '../../../src/main/desktop/tray-menu.ts';
import { connectionId } from '../../fixtures/connection.ts';

const ENTRY: TrayEntry = { id: connectionId(1), name: 'Work', host: 'as.example' };
const actions = () => ({ copy: vi.fn(), showWindow: vi.fn(), lock: vi.fn(), quit: vi.fn() });

/** Electron gives `click` the item, a window and an event; none of them is used. */
const click = (items: readonly MenuItemConstructorOptions[], label: string): void => {
  const press = items.find((item) => item.label === label)?.click as (() => void) | undefined;
  if (press === undefined) throw new Error(`nothing to click at ${label}`);
  press();
};

describe('the tray menu', () => {
  test('copies a token of the connection that is clicked', () => {
    const own = actions();
    click(trayMenu([ENTRY], false, own), 'Work (as.example)');
    expect(own.copy).toHaveBeenCalledWith(ENTRY);
  });

  test.each([
    ['Show Valet Key', 'showWindow'],
    ['Lock', 'lock'],
    ['Quit', 'quit'],
  ] as const)('has "%s"', (label, action) => {
    const own = actions();
    click(trayMenu([], false, own), label);
    expect(own[action]).toHaveBeenCalledOnce();
  });

  test('names nobody and copies nothing while locked, and can still show and quit', () => {
    const items = trayMenu([ENTRY], true, actions());
    expect(JSON.stringify(items)).not.toMatch(/Work|as\.example/);
    const enabled = items.filter((item) => item.type !== 'separator' && item.enabled !== false);
    expect(enabled.map(({ label }) => label)).toEqual(['Show Valet Key', 'Quit']);
  });

  test('says so where there is nothing to copy', () => {
    const [first] = trayMenu([], false, actions());
    expect(first).toMatchObject({ label: 'No connection to copy from', enabled: false });
  });
});

describe('foreign text as a label', () => {
  test.each([
    ['line\nbreak and \u202e override', 'line break and   override'],
    ['Ben & Jerry', 'Ben && Jerry'],
    ['x'.repeat(10_000), `${'x'.repeat(39)}…`],
    ['&'.repeat(100), `${'&&'.repeat(39)}…`],
  ])('%j', (text, label) => {
    expect(menuLabel(text)).toBe(label);
  });
});

test.each([
  ['darwin', undefined, true],
  ['win32', undefined, true],
  ['linux', undefined, false],
  ['linux', true, true],
  ['darwin', false, false],
] as const)(
  'on %s, with the setting %s, closing the window keeps the program running: %s',
  (platform, chosen, stays) => {
    expect(keepsInTray(chosen, platform)).toBe(stays);
  },
);
