import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import { acceleratorOf, appMenu } from '../../../src/main/desktop/app-menu.ts';
import { SHORTCUT_IDS, SHORTCUTS, type ShortcutId } from '../../../src/vocabulary/shortcut.ts';

type Item = MenuItemConstructorOptions;

const make = (changes: Partial<Parameters<typeof appMenu>[0]> = {}) => {
  const parts = {
    isMac: false,
    isLocked: false,
    hasDevTools: false,
    action: vi.fn(),
    lock: vi.fn(),
    ...changes,
  };
  return { ...parts, menu: appMenu(parts) };
};
const flat = (items: readonly Item[]): readonly Item[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);
const named = (items: readonly Item[], id: ShortcutId): Item | undefined =>
  flat(items).find(({ label }) => label === SHORTCUTS[id].label);
const click = (item: Item | undefined): void => (item?.click as (() => void) | undefined)?.();

/** What Electron gives the roles in this menu, for Linux and Windows; on macOS Control is Command. */
const ROLE_KEYS = [
  'Ctrl+Z Ctrl+Y Ctrl+Shift+Z Ctrl+X Ctrl+C Ctrl+V Ctrl+A Ctrl+0 Ctrl+Plus Ctrl+Shift+= Ctrl+-',
  'F11 Ctrl+Shift+I Alt+Command+I Ctrl+M Ctrl+W Ctrl+Q Ctrl+H Command+Alt+H Ctrl+Command+F',
].join(' ');

describe('the native menu', () => {
  test.each<ShortcutId>([
    'add',
    'playground',
    'palette',
    'search',
    'home',
    'access',
    'inspector',
    'flow',
    'activity',
    'advice',
    'settings',
    'help',
    'about',
  ])('has "%s" on every system, and asks the page for it', (id) => {
    for (const isMac of [true, false]) {
      const { menu, action } = make({ isMac });
      click(named(menu, id));
      expect(vi.mocked(action).mock.calls).toEqual([[id]]);
    }
  });

  test('has every page of the keyboard map', () => {
    const { menu } = make();
    const pages = SHORTCUT_IDS.filter((id) => SHORTCUTS[id].group === 'Go to');
    expect(pages.filter((id) => named(menu, id) === undefined)).toEqual([]);
  });

  test('locks by itself: a page that hangs must not keep the program open', () => {
    const { menu, action, lock } = make();
    click(named(menu, 'lock'));
    expect(lock).toHaveBeenCalledOnce();
    expect(action).not.toHaveBeenCalled();
  });

  test('offers no action while locked, and can still be quit', () => {
    const { menu } = make({ isLocked: true });
    const actions = flat(menu).filter((item) => item.click !== undefined);
    expect(actions.filter(({ enabled }) => enabled !== false)).toEqual([]);
    expect(flat(menu).some(({ role }) => role === 'quit')).toBe(true);
  });

  test('shows the keys of the keyboard map and registers none of them: the page hears them', () => {
    for (const isMac of [true, false]) {
      const actions = flat(make({ isMac }).menu).filter((item) => item.click !== undefined);
      const withKeys = actions.filter(({ accelerator }) => accelerator !== undefined);
      expect(withKeys.length).toBeGreaterThan(8);
      expect(withKeys.every((item) => item.registerAccelerator === false)).toBe(true);
    }
  });

  test('has developer tools only in a run from a work tree', () => {
    const hasTools = (hasDevTools: boolean): boolean =>
      flat(make({ hasDevTools }).menu).some(({ role }) => role === 'toggleDevTools');
    expect([hasTools(true), hasTools(false)]).toEqual([true, false]);
  });
});

describe('keys', () => {
  test.each<[ShortcutId, string | undefined]>([
    ['palette', 'CommandOrControl+K'],
    ['settings', 'CommandOrControl+,'],
    ['playground', 'CommandOrControl+Shift+P'],
    ['help', undefined],
    ['rename', undefined],
    ['about', undefined],
  ])('of %s as Electron writes them', (id, accelerator) => {
    expect(acceleratorOf(id)).toBe(accelerator);
  });

  test.each(SHORTCUT_IDS.filter((id) => acceleratorOf(id) !== undefined))(
    'of %s are taken by no role of the menu',
    (id) => {
      const keys = acceleratorOf(id)?.replace('CommandOrControl', 'Ctrl') ?? '';
      expect(ROLE_KEYS.split(' ')).not.toContain(keys);
    },
  );
});
