import { Menu, nativeImage, Tray } from 'electron';
import { join } from 'node:path';
import type { Log } from '../../core/port/log.ts';
import { trayMenu, type TrayActions, type TrayEntry } from './tray-menu.ts';

/** What the tray's menu is made of at this moment. */
export interface TrayContent {
  readonly entries: readonly TrayEntry[];
  readonly isLocked: boolean;
}

export interface ProgramTray {
  /** Shows this from now on; does nothing where it is what is shown already. */
  show(content: TrayContent): void;
}

/** macOS paints a template image to suit its bar; Electron finds the `@2x` file by itself. */
const imagePath = (programFolder: string, platform: NodeJS.Platform): string =>
  join(programFolder, 'tray', platform === 'darwin' ? 'trayTemplate.png' : 'tray.png');

/**
 * Puts the program into the tray or menu bar. Undefined where there is none: a desktop without a
 * tray is no reason not to start.
 */
export const createTray = (parts: {
  readonly programFolder: string;
  readonly platform: NodeJS.Platform;
  readonly title: string;
  readonly actions: TrayActions;
  readonly log: Log;
}): ProgramTray | undefined => {
  try {
    const tray = new Tray(
      nativeImage.createFromPath(imagePath(parts.programFolder, parts.platform)),
    );
    tray.setToolTip(parts.title);
    // On macOS a click opens the menu; elsewhere it is how a person gets the window back.
    if (parts.platform !== 'darwin') tray.on('click', () => parts.actions.showWindow());
    return showing(tray, parts.actions);
  } catch (thrown) {
    parts.log.warn('tray.none', { kind: thrown instanceof Error ? thrown.name : typeof thrown });
    return undefined;
  }
};

/** An open menu closes when it is replaced, so it is replaced only where it would differ. */
const showing = (tray: Tray, actions: TrayActions): ProgramTray => {
  let last = '';
  return {
    show({ entries, isLocked }) {
      const next = JSON.stringify({ entries, isLocked });
      if (next === last || tray.isDestroyed()) return;
      last = next;
      tray.setContextMenu(Menu.buildFromTemplate(trayMenu(entries, isLocked, actions)));
    },
  };
};
