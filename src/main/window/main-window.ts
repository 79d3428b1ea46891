import {
  app,
  BrowserWindow,
  nativeTheme,
  screen,
  session,
  type Rectangle,
  type Session,
  type WebContents,
  type WebPreferences,
} from 'electron';
import { join } from 'node:path';
import type { ShownView } from '../../contract/window.ts';
import { PAGE_URL } from './content-security-policy.ts';
import type { NavigationRequests } from './navigation-requests.ts';
import { listPageFiles, servePage } from './page-protocol.ts';
import { lockSession, PAGE_PARTITION } from './session.ts';
import { openingBounds, SMALLEST, wasMaximized, type OpeningBounds } from './window-bounds.ts';

/** `--surface` of `tokens.css`, so that nothing flashes before the page's first paint. */
const COLOURS = { light: '#fbfaf8', dark: '#191b1f' } as const;

/** The one window: there, or made again when somebody wants to see it. */
export interface MainWindow {
  show(): void;
  /** Lets the system mark the window as having something to say; the focus stays where it is. */
  drawAttention(): void;
  /** Writes down where the window is and what it shows, for the next start. Never fails. */
  save(): Promise<void>;
}

/** What the window keeps for the next start. */
export interface WindowMemory {
  /** `window` is what was written last, unparsed. */
  get(): { readonly window?: unknown };
  update(change: {
    readonly window?: Rectangle & { readonly isMaximized: boolean };
    readonly shown?: ShownView;
  }): Promise<void>;
}

interface MainWindowParts {
  readonly programFolder: string;
  readonly title: string;
  readonly settings: WindowMemory;
  readonly requests: NavigationRequests;
  readonly trust: (contents: WebContents) => void;
  /** Called once, when the first window has something to show. */
  readonly onFirstPaint: () => void;
}

/** Opens the window. */
export const openMainWindow = (parts: MainWindowParts): MainWindow => {
  let window = makeWindow(parts, () => void save());
  window.once('ready-to-show', parts.onFirstPaint);
  const save = (): Promise<void> => {
    const { shown } = parts.requests;
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
    drawAttention() {
      if (!window.isDestroyed() && !window.isFocused()) window.flashFrame(true);
    },
    save,
  };
};

const makeWindow = (parts: MainWindowParts, onClose: () => void): BrowserWindow => {
  const { programFolder, requests } = parts;
  const devTools = !app.isPackaged;
  const { window, load } = createMainWindow({
    session: pageSession(programFolder, devTools),
    preload: join(programFolder, '../preload/index.cjs'),
    devTools,
    title: parts.title,
    remembered: parts.settings.get().window,
    onClose,
    onPageDied: requests.pageDied,
  });
  parts.trust(window.webContents);
  window.webContents.on('did-start-loading', () => requests.pageGone());
  window.on('closed', () => requests.pageGone());
  void load();
  return window;
};

const pageSession = (programFolder: string, devTools: boolean): Session => {
  const ours = session.fromPartition(PAGE_PARTITION, { cache: false });
  if (ours.protocol.isProtocolHandled('app')) return ours;
  const devServer = viteServer();
  lockSession(ours, devServer === undefined ? { devTools } : { devTools, devServer });
  servePage(
    ours.protocol,
    devServer === undefined
      ? { kind: 'files', files: listPageFiles(join(programFolder, '../renderer')) }
      : { kind: 'dev-server', url: devServer },
  );
  return ours;
};

/** Where `npm run dev:app` serves the page from. A packaged program looks at no such variable. */
const viteServer = (): URL | undefined => {
  const url = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
  return url === undefined ? undefined : new URL(url);
};

interface WindowOptions {
  readonly session: Session;
  readonly preload: string;
  readonly devTools: boolean;
  readonly title: string;
  /** Where the window was when it was last open, unparsed. */
  readonly remembered: unknown;
  /** Called while the window still knows where it is. */
  onClose(): void;
  /** The page's process has ended by itself; answers whether the page is loaded again. */
  onPageDied(): boolean;
}

/**
 * Makes the window, shown once its page has painted. Register its `webContents` as trusted before the
 * returned `load` is called, or its first command is refused.
 */
export const createMainWindow = (
  options: WindowOptions,
): { readonly window: BrowserWindow; load(): Promise<void> } => {
  const opening = openingBounds(options.remembered, workAreas());
  const window = new BrowserWindow({
    ...smallestFor(opening),
    ...opening,
    show: false,
    title: options.title,
    backgroundColor: background(),
    autoHideMenuBar: true,
    webPreferences: webPreferences(options),
  });
  followTheme(window);
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
  // about:srcdoc is no page of its own, so going there fails and leaves an empty window.
  window.webContents.on('did-fail-load', (_event, _code, _reason, url, isMainFrame) => {
    if (isMainFrame && url !== PAGE_URL) void load();
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && options.onPageDied()) void load();
  });
  return { window, load };
};

/**
 * Every preference that matters, stated, whatever its default is today. Nothing is spread into it:
 * a window differs from another by its session and preload script alone.
 */
const webPreferences = (window: WindowOptions): WebPreferences => ({
  preload: window.preload,
  session: window.session,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  plugins: false,
  experimentalFeatures: false,
  enableBlinkFeatures: '',
  navigateOnDragDrop: false,
  spellcheck: false,
  safeDialogs: true,
  webgl: false,
  enableWebSQL: false,
  autoplayPolicy: 'user-gesture-required',
  devTools: window.devTools,
});

const background = (): string => (nativeTheme.shouldUseDarkColors ? COLOURS.dark : COLOURS.light);

const followTheme = (window: BrowserWindow): void => {
  const repaint = (): void => {
    window.setBackgroundColor(background());
  };
  nativeTheme.on('updated', repaint);
  window.once('closed', () => nativeTheme.off('updated', repaint));
};

/** A display that is smaller than the smallest window is filled. */
const smallestFor = ({ width, height }: OpeningBounds) => ({
  minWidth: Math.min(SMALLEST.width, width),
  minHeight: Math.min(SMALLEST.height, height),
});

/** Every display's, the primary one's first. */
const workAreas = (): Rectangle[] => {
  const primary = screen.getPrimaryDisplay().id;
  const displays = screen.getAllDisplays();
  return [
    ...displays.filter(({ id }) => id === primary),
    ...displays.filter(({ id }) => id !== primary),
  ].map(({ workArea }) => workArea);
};

/** Brings `window` to the front, from the tray and from the dock too. */
export const bringToFront = (window: BrowserWindow): void => {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
};
