import { app, Menu } from 'electron';
import type { Log } from '../../core/port/log.ts';
import type { ComingEnd } from '../../core/expiry/warn-of-expiry.ts';
import type { EventName } from '../../contract/contract.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import type { Program } from '../compose.ts';
import { endWords } from './expiry-notice.ts';
import { keepsInTray } from './keep-in-tray.ts';
import type { MainWindow } from '../window/main-window.ts';
import { appMenu } from './menu/app-menu.ts';
import type { TrayActs, TrayEntry } from './menu/tray-menu.ts';
import { notify } from './notification.ts';
import type { NavigationRequests, Wish } from '../window/navigation-requests.ts';
import { createTray, type ProgramTray } from './tray.ts';

/** What the desktop around the window shows of the program, and what it asks of it. */
export interface Desktop {
  readonly hasTray: boolean;
  /** Brings the window to the front and grants the wish in it. */
  ask(wish: Wish): void;
  /** Something has changed that tray or menu may show. */
  heard(event: EventName): void;
  lockChanged(): void;
  /** Tells of logins that end on one day. */
  warn(ends: readonly ComingEnd[]): void;
}

export interface DesktopParts {
  readonly program: Program;
  readonly window: MainWindow;
  readonly wishes: NavigationRequests;
  readonly programFolder: string;
  readonly title: string;
  readonly log: Log;
}

/** Changes come in bursts; the tray follows when one is over. */
const SETTLE_MS = 300;
const TRAY_EVENTS: ReadonlySet<EventName> = new Set(['connections.changed', 'ledger.changed']);

/** Sets menu and tray up, and stays in the tray where a person wants that. */
export const startDesktop = (parts: DesktopParts): Desktop => {
  const { program } = parts;
  const ask = (wish: Wish): void => {
    parts.window.show();
    parts.wishes.ask(wish);
  };
  const tray = createTray({ ...parts, platform: process.platform, acts: trayActs(parts, ask) });
  const showTray = trayShower(program, tray);
  setMenu(parts, ask);
  app.on('window-all-closed', () => {
    const { keepInTray } = program.settings.get();
    const isMac = process.platform === 'darwin';
    const hasWayBack = isMac || tray !== undefined;
    if (!hasWayBack || !keepsInTray(keepInTray, process.platform)) app.quit();
  });
  return {
    hasTray: tray !== undefined,
    ask,
    heard(event) {
      if (TRAY_EVENTS.has(event)) showTray.soon();
    },
    lockChanged() {
      showTray.now();
      setMenu(parts, ask);
    },
    warn: (ends) => warn(parts, ask, ends),
  };
};

const trayShower = (program: Program, tray: ProgramTray | undefined) => {
  let timer: NodeJS.Timeout | undefined;
  const now = (): void => {
    clearTimeout(timer);
    timer = undefined;
    tray?.show({ entries: program.mostUsed(), isLocked: program.lock.isLocked });
  };
  now();
  return {
    now,
    soon(): void {
      timer ??= setTimeout(now, SETTLE_MS).unref();
    },
  };
};

const setMenu = ({ program }: DesktopParts, ask: (wish: Wish) => void): void => {
  const template = appMenu({
    isMac: process.platform === 'darwin',
    isLocked: program.lock.isLocked,
    hasDevTools: !app.isPackaged,
    act: (act) => ask({ kind: 'act', act }),
    lock: () => program.lock.lock(),
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
};

const trayActs = ({ program, window }: DesktopParts, ask: (wish: Wish) => void): TrayActs => ({
  copy: (entry) => void copyToken(program, ask, entry),
  showWindow: () => window.show(),
  lock: () => program.lock.lock(),
  quit: () => app.quit(),
});

/** The window's own command: ledger, clipboard and lock are the same. A failure shows itself there. */
const copyToken = async (
  program: Program,
  ask: (wish: Wish) => void,
  { id: connectionId, name }: TrayEntry,
): Promise<void> => {
  const show = (): void => ask({ kind: 'connection', connectionId });
  const reply = await program.dispatch('renderer', 'token.copy', { connectionId, format: 'raw' });
  if (!reply.ok) {
    show();
    return;
  }
  const { clipboardClearAfter } = program.settings.get();
  const body = `${name}. It leaves the clipboard in ${String(clipboardClearAfter)} seconds.`;
  notify({ title: 'Access token copied', body }, { onClick: show });
};

const warn = (
  { program }: DesktopParts,
  ask: (wish: Wish) => void,
  ends: readonly ComingEnd[],
): void => {
  const [first, ...others] = ends;
  if (first === undefined) return;
  const { isLocked } = program.lock;
  const words = endWords(ends, new Date(first.expiry.at).toLocaleDateString(), isLocked);
  if (words === undefined) return;
  const { id } = first.connection;
  if (others.length > 0) {
    notify(words, { onClick: () => ask({ kind: 'act', act: 'access' }) });
    return;
  }
  notify(words, {
    onClick: () => ask({ kind: 'connection', connectionId: id }),
    button: { label: 'Sign in again', onPress: () => void signInAgain(program, ask, id) },
  });
};

const signInAgain = async (
  program: Program,
  ask: (wish: Wish) => void,
  connectionId: ConnectionId,
): Promise<void> => {
  ask({ kind: 'connection', connectionId });
  await program.dispatch('renderer', 'sign-in.start', { kind: 'again', connectionId });
};
