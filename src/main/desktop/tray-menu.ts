import type { MenuItemConstructorOptions } from 'electron';
import { foreignText } from '../../core/fault/foreign-text.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';

/** One of the few connections that are used most. Both texts are foreign. */
export interface TrayEntry {
  readonly id: ConnectionId;
  readonly name: string;
  readonly host: string;
}

export interface TrayActions {
  copy(entry: TrayEntry): void;
  showWindow(): void;
  lock(): void;
  quit(): void;
}

/** The tray's menu. A locked program names nobody and hands nothing out. */
export const trayMenu = (
  entries: readonly TrayEntry[],
  isLocked: boolean,
  actions: TrayActions,
): MenuItemConstructorOptions[] => [
  ...(isLocked ? [{ label: 'Locked', enabled: false }] : copyItems(entries, actions)),
  { type: 'separator' },
  { label: 'Show Valet Key', click: () => actions.showWindow() },
  { label: 'Lock', enabled: !isLocked, click: () => actions.lock() },
  { type: 'separator' },
  { label: 'Quit', click: () => actions.quit() },
];

const copyItems = (
  entries: readonly TrayEntry[],
  actions: TrayActions,
): MenuItemConstructorOptions[] => {
  if (entries.length === 0) return [{ label: 'No connection to copy from', enabled: false }];
  return [
    { label: 'Copy a token of', enabled: false },
    ...entries.map((entry) => ({
      label: `${menuLabel(entry.name)} (${menuLabel(entry.host)})`,
      click: () => actions.copy(entry),
    })),
  ];
};

const LONGEST_LABEL = 40;

/**
 * Foreign text as a menu's label: cleaned, short, and with each ampersand doubled, for a single one
 * would underline the letter after it.
 */
export const menuLabel = (text: string): string => {
  const clean = foreignText(text);
  const short = clean.length > LONGEST_LABEL ? `${clean.slice(0, LONGEST_LABEL - 1)}…` : clean;
  return short.replaceAll('&', '&&');
};

/**
 * Whether the program goes on when its window is closed, as chosen or as is the custom: macOS programs
 * go on, Windows always has a tray to come back by, and logins are only kept alive while we run. A
 * Linux desktop may have no tray, so there nobody is left with a program they cannot see.
 */
export const keepsInTray = (chosen: boolean | undefined, platform: NodeJS.Platform): boolean =>
  chosen ?? platform !== 'linux';
