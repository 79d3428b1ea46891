import { BrowserWindow, nativeTheme, screen, type Rectangle, type Session } from 'electron';
import { PAGE_URL } from './content-security-policy.ts';
import { webPreferences } from './web-preferences.ts';
import { openingBounds, SMALLEST, wasMaximized } from './window-bounds.ts';

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
  /** What was last given to `rememberBounds`, unparsed. */
  readonly remembered: unknown;
  rememberBounds(bounds: Rectangle): void;
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

const build = (options: MainWindowOptions): BrowserWindow =>
  new BrowserWindow({
    ...openingBounds(
      options.remembered,
      screen.getAllDisplays().map((display) => display.workArea),
    ),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
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
  const window = build(options);
  followTheme(window, options.colours);
  window.once('ready-to-show', () => {
    if (wasMaximized(options.remembered)) window.maximize();
    window.show();
  });
  window.on('close', () => {
    options.rememberBounds(window.getNormalBounds());
  });
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
