import { app, Menu } from 'electron';
import type { Lock } from '../../core/connection/lock.ts';
import type { Log } from '../../core/port/log.ts';
import type { UpcomingExpiry } from '../../core/expiry/warn-of-expiry.ts';
import type { EventName } from '../../contract/contract.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { endWords } from './expiry-notice.ts';
import type { Dispatch } from '../ipc/router.ts';
import type { MainWindow } from '../window/main-window.ts';
import { appMenu } from './app-menu.ts';
import { keepsInTray, type TrayActions, type TrayEntry } from './tray-menu.ts';
import { notify } from './notification.ts';
import type { NavigationRequest, NavigationRequests } from '../window/navigation-requests.ts';
import { createTray, type ProgramTray } from './tray.ts';

/** What the desktop around the window shows of the program, and what it asks of it. */
export interface Desktop {
  readonly hasTray: boolean;
  /** Brings the window to the front and passes the request on to its page. */
  ask(request: NavigationRequest): void;
  /** Something has changed that tray or menu may show. */
  onEvent(event: EventName): void;
  lockChanged(): void;
  /** Notifies the person of logins that expire on one day. */
  warn(ends: readonly UpcomingExpiry[]): void;
}

/** What menu, tray and notifications ask of the composed program. */
export interface DesktopProgram {
  readonly dispatch: Dispatch;
  readonly settings: {
    get(): { readonly keepInTray?: boolean; readonly clipboardClearAfter: number };
  };
  readonly lock: Pick<Lock, 'lock' | 'isLocked'>;
  /** The few connections whose tokens are used most. */
  readonly mostUsed: () => readonly TrayEntry[];
}

export interface DesktopParts {
  readonly program: DesktopProgram;
  readonly window: MainWindow;
  readonly requests: NavigationRequests;
  readonly programFolder: string;
  readonly title: string;
  readonly log: Log;
}

type Ask = (request: NavigationRequest) => void;

/** Changes come in bursts; the tray follows when one is over. */
const SETTLE_MS = 300;
const TRAY_EVENTS: ReadonlySet<EventName> = new Set(['connections.changed', 'ledger.changed']);

/** Sets menu and tray up, and stays in the tray where a person wants that. */
export const startDesktop = (parts: DesktopParts): Desktop => {
  const { program } = parts;
  const ask = (request: NavigationRequest): void => {
    parts.window.show();
    parts.requests.ask(request);
  };
  const tray = createTray({
    ...parts,
    platform: process.platform,
    actions: trayActions(parts, ask),
  });
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
    onEvent(event) {
      if (TRAY_EVENTS.has(event)) showTray.soon();
    },
    lockChanged() {
      showTray.now();
      setMenu(parts, ask);
    },
    warn: (ends) => warn(parts, ask, ends),
  };
};

const trayShower = (program: DesktopProgram, tray: ProgramTray | undefined) => {
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

const setMenu = ({ program }: DesktopParts, ask: Ask): void => {
  const template = appMenu({
    isMac: process.platform === 'darwin',
    isLocked: program.lock.isLocked,
    hasDevTools: !app.isPackaged,
    action: (action) => ask({ kind: 'action', action }),
    lock: () => program.lock.lock(),
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
};

const trayActions = ({ program, window }: DesktopParts, ask: Ask): TrayActions => ({
  copy: (entry) => void copyToken(program, ask, entry),
  showWindow: () => window.show(),
  lock: () => program.lock.lock(),
  quit: () => app.quit(),
});

/** By the window's own command, so ledger, clipboard and lock are the same. A failure is shown in the window. */
const copyToken = async (
  program: DesktopProgram,
  ask: Ask,
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

const warn = ({ program }: DesktopParts, ask: Ask, ends: readonly UpcomingExpiry[]): void => {
  const [first, ...others] = ends;
  if (first === undefined) return;
  const { isLocked } = program.lock;
  const words = endWords(ends, new Date(first.expiry.at).toLocaleDateString(), isLocked);
  if (words === undefined) return;
  const { id } = first.connection;
  if (others.length > 0) {
    notify(words, { onClick: () => ask({ kind: 'action', action: 'access' }) });
    return;
  }
  notify(words, {
    onClick: () => ask({ kind: 'connection', connectionId: id }),
    button: { label: 'Sign in again', onPress: () => void signInAgain(program, ask, id) },
  });
};

const signInAgain = async (
  program: DesktopProgram,
  ask: Ask,
  connectionId: ConnectionId,
): Promise<void> => {
  ask({ kind: 'connection', connectionId });
  await program.dispatch('renderer', 'sign-in.start', { kind: 'again', connectionId });
};
