import { BrowserWindow, nativeTheme, screen, type Rectangle, type Session } from 'electron';
import { PAGE_URL } from './content-security-policy.ts';
import { webPreferences } from './web-preferences.ts';
import { openingBounds, SMALLEST, wasMaximized, type OpeningBounds } from './window-bounds.ts';

/** The page's own background, so that nothing flashes before its first paint. */
export interface WindowColours {
  readonly light: string;
  readonly dark: string;
}

export interface MainWindowOptions {
  readonly session: Session;
  readonly preload: string;
  readonly devTools: boolean;
  readonly title: string;
  readonly colours: WindowColours;
  /** A path to a PNG; Linux takes the window's icon from nowhere else. */
  readonly icon?: string;
  /** Where the window was when it was last open, unparsed. */
  readonly remembered: unknown;
  /** Called while the window still knows where it is. */
  onClose(): void;
}

const backgroundOf = (colours: WindowColours): string =>
  nativeTheme.shouldUseDarkColors ? colours.dark : colours.light;

const followTheme = (window: BrowserWindow, colours: WindowColours): void => {
  const repaint = (): void => {
    window.setBackgroundColor(backgroundOf(colours));
  };
  nativeTheme.on('updated', repaint);
  window.once('closed', () => nativeTheme.off('updated', repaint));
};

/** A display that is smaller than the smallest window is filled. */
const smallestFor = ({ width, height }: OpeningBounds) => ({
  minWidth: Math.min(SMALLEST.width, width),
  minHeight: Math.min(SMALLEST.height, height),
});

const workAreas = (): Rectangle[] => {
  const primary = screen.getPrimaryDisplay().id;
  const displays = screen.getAllDisplays();
  return [
    ...displays.filter(({ id }) => id === primary),
    ...displays.filter(({ id }) => id !== primary),
  ].map(({ workArea }) => workArea);
};

const build = (options: MainWindowOptions & { readonly opening: OpeningBounds }): BrowserWindow =>
  new BrowserWindow({
    ...smallestFor(options.opening),
    ...options.opening,
    show: false,
    title: options.title,
    backgroundColor: backgroundOf(options.colours),
    autoHideMenuBar: true,
    ...(options.icon === undefined ? {} : { icon: options.icon }),
    webPreferences: webPreferences(options),
  });

/**
 * Opens the one window, shown once its page has painted. Register its `webContents` as trusted
 * before the returned `load` is called, or its first command is refused.
 */
export const createMainWindow = (
  options: MainWindowOptions,
): { readonly window: BrowserWindow; load(): Promise<void> } => {
  const opening = openingBounds(options.remembered, workAreas());
  const window = build({ ...options, opening });
  followTheme(window, options.colours);
  window.once('ready-to-show', () => {
    if (wasMaximized(options.remembered)) window.maximize();
    window.show();
  });
  window.on('close', () => options.onClose());
  const load = (): Promise<void> => window.loadURL(PAGE_URL);
  // Chromium asks nobody before it goes to about:blank, so the guard cannot stop that: we go back.
  window.webContents.on('did-navigate', (_event, url) => {
    if (url !== PAGE_URL) void load();
  });
  return { window, load };
};

/** Brings `window` to the front, from the tray and from the dock too. */
export const bringToFront = (window: BrowserWindow): void => {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
};
