import { app, session, type BrowserWindow, type WebContents } from 'electron';
import { join } from 'node:path';
import type { SettingsStore } from '../adapter/store/electron-settings-store.ts';
import { listPageFiles } from './page-files.ts';
import { servePage } from './page-protocol.ts';
import type { NavigationRequests } from './navigation-requests.ts';
import { lockSession, PAGE_PARTITION } from './session.ts';
import { bringToFront, createMainWindow } from './window.ts';

/** `--surface` of `tokens.css`, for the moment before the page has painted. */
const COLOURS = { light: '#fbfaf8', dark: '#191b1f' } as const;

/** The one window: there, or made again when somebody wants to see it. */
export interface MainWindow {
  show(): void;
  /** Writes down where the window is and what it shows, for the next start. Never fails. */
  save(): Promise<void>;
}

/** Opens the window. */
export const openMainWindow = (parts: {
  readonly programFolder: string;
  readonly title: string;
  readonly settings: SettingsStore;
  readonly wishes: NavigationRequests;
  readonly trust: (contents: WebContents) => void;
}): MainWindow => {
  let window = makeWindow(parts, () => void save());
  const save = (): Promise<void> => {
    const { shown } = parts.wishes;
    const where = window.isDestroyed()
      ? {}
      : { window: { ...window.getNormalBounds(), isMaximized: window.isMaximized() } };
    return parts.settings
      .update({ ...where, ...(shown === undefined ? {} : { shown }) })
      .catch(() => undefined);
  };
  return {
    show() {
      if (window.isDestroyed()) window = makeWindow(parts, () => void save());
      else bringToFront(window);
    },
    save,
  };
};

const makeWindow = (
  { programFolder, title, settings, wishes, trust }: Parameters<typeof openMainWindow>[0],
  onClose: () => void,
): BrowserWindow => {
  const devTools = !app.isPackaged;
  const { window, load } = createMainWindow({
    session: pageSession(programFolder, devTools),
    preload: join(programFolder, '../preload/index.cjs'),
    devTools,
    title,
    colours: COLOURS,
    remembered: settings.get().window,
    onClose,
  });
  trust(window.webContents);
  window.webContents.on('did-start-loading', () => wishes.gone());
  window.on('closed', () => wishes.gone());
  void load();
  return window;
};

const pageSession = (programFolder: string, devTools: boolean) => {
  const ours = session.fromPartition(PAGE_PARTITION, { cache: false });
  if (ours.protocol.isProtocolHandled('app')) return ours;
  lockSession(ours, { devTools });
  servePage(ours.protocol, {
    kind: 'files',
    files: listPageFiles(join(programFolder, '../renderer')),
  });
  return ours;
};
