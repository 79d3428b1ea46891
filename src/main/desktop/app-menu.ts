import type { MenuItemConstructorOptions } from 'electron';
import { SHORTCUT_IDS, SHORTCUTS, type ShortcutId } from '../../vocabulary/shortcut.ts';

export interface AppMenuParts {
  readonly isMac: boolean;
  readonly isLocked: boolean;
  /** Developer tools are for runs from a work tree. */
  readonly hasDevTools: boolean;
  readonly action: (id: ShortcutId) => void;
  readonly lock: () => void;
}

type Item = MenuItemConstructorOptions;

const SEPARATOR: Item = { type: 'separator' };

const KEYS: Readonly<Record<string, string>> = { mod: 'CommandOrControl', shift: 'Shift' };

/**
 * A shortcut's keys as Electron writes them; undefined for a key without a modifier, which a menu
 * would take from whoever is typing.
 */
export const acceleratorOf = (id: ShortcutId): string | undefined => {
  const keys: readonly string[] = SHORTCUTS[id].keys;
  if (!keys.includes('mod')) return undefined;
  return keys.map((key) => KEYS[key] ?? key.toUpperCase()).join('+');
};

/** Pages in the order of the keyboard map; settings and "about" have their own places. */
const PAGES = SHORTCUT_IDS.filter(
  (id) => SHORTCUTS[id].group === 'Go to' && id !== 'settings' && id !== 'about',
);

/** The native menu: macOS shows it always, the others behind Alt. The page's keys, not its own. */
export const appMenu = (parts: AppMenuParts): Item[] => {
  const { isMac, hasDevTools } = parts;
  const item = (id: ShortcutId): Item => actionItem(parts, id);
  return [
    ...(isMac ? [macAppMenu(parts)] : []),
    {
      label: 'File',
      submenu: [
        item('add'),
        item('playground'),
        ...(isMac
          ? [SEPARATOR, { role: 'close' as const }]
          : [SEPARATOR, item('settings'), item('lock'), SEPARATOR, { role: 'quit' as const }]),
      ],
    },
    editMenu(item),
    {
      label: 'View',
      submenu: [
        ...PAGES.map(item),
        SEPARATOR,
        item('sidebar'),
        SEPARATOR,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        SEPARATOR,
        { role: 'togglefullscreen' },
        ...(hasDevTools ? [{ role: 'toggleDevTools' as const }] : []),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [item('guide'), item('help'), ...(isMac ? [] : [SEPARATOR, item('about')])],
    },
  ];
};

/**
 * The page hears its own keys first and keeps them; the accelerator here is shown and, where the
 * system allows, not registered, so that no action is done twice.
 */
const actionItem = ({ isLocked, action, lock }: AppMenuParts, id: ShortcutId): Item => {
  const accelerator = acceleratorOf(id);
  return {
    label: SHORTCUTS[id].label,
    enabled: !isLocked,
    click: () => (id === 'lock' ? lock() : action(id)),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  };
};

const macAppMenu = (parts: AppMenuParts): Item => ({
  role: 'appMenu',
  submenu: [
    actionItem(parts, 'about'),
    SEPARATOR,
    actionItem(parts, 'settings'),
    actionItem(parts, 'lock'),
    SEPARATOR,
    { role: 'services' },
    SEPARATOR,
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    SEPARATOR,
    { role: 'quit' },
  ],
});

const editMenu = (item: (id: ShortcutId) => Item): Item => ({
  label: 'Edit',
  submenu: [
    { role: 'undo' },
    { role: 'redo' },
    SEPARATOR,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
    SEPARATOR,
    item('search'),
    item('palette'),
  ],
});
