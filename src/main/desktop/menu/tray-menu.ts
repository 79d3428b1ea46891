import type { MenuItemConstructorOptions } from 'electron';
import type { ConnectionId } from '../../../vocabulary/id.ts';
import { menuLabel } from './label.ts';

/** One of the few connections that are used most. Both texts are foreign. */
export interface TrayEntry {
  readonly id: ConnectionId;
  readonly name: string;
  readonly host: string;
}

export interface TrayActs {
  copy(entry: TrayEntry): void;
  showWindow(): void;
  lock(): void;
  quit(): void;
}

/** The tray's menu. A locked program names nobody and hands nothing out. */
export const trayMenu = (
  entries: readonly TrayEntry[],
  isLocked: boolean,
  acts: TrayActs,
): MenuItemConstructorOptions[] => [
  ...(isLocked ? [{ label: 'Locked', enabled: false }] : copyItems(entries, acts)),
  { type: 'separator' },
  { label: 'Show Valet Key', click: () => acts.showWindow() },
  { label: 'Lock', enabled: !isLocked, click: () => acts.lock() },
  { type: 'separator' },
  { label: 'Quit', click: () => acts.quit() },
];

const copyItems = (entries: readonly TrayEntry[], acts: TrayActs): MenuItemConstructorOptions[] => {
  if (entries.length === 0) return [{ label: 'No connection to copy from', enabled: false }];
  return [
    { label: 'Copy a token of', enabled: false },
    ...entries.map((entry) => ({
      label: `${menuLabel(entry.name)} (${menuLabel(entry.host)})`,
      click: () => acts.copy(entry),
    })),
  ];
};
