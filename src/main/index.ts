import { app, dialog, ipcMain, nativeTheme, protocol, session, type BrowserWindow } from 'electron';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../core/port/log.ts';
import { createFileLog } from './adapter/file-log.ts';
import { systemClock } from './adapter/system-clock.ts';
import { buildOf, NOT_FOR_RELEASE } from './channel.ts';
import { CALLBACK_SCHEME, refusalOf } from './command-line.ts';
import { compose, type Program } from './compose.ts';
import { additionalDataOf, listenForDeepLinks } from './deep-link.ts';
import { chooseFileDialog, doctorFacts, programFacts, saveFileDialog } from './electron-facts.ts';
import { createEvents } from './ipc/events.ts';
import { openIpcGate } from './ipc/ipc-gate.ts';
import { createTrustedPages } from './ipc/trusted-sender.ts';
import { listPageFiles } from './page-files.ts';
import { PAGE_SCHEME_PRIVILEGES, servePage } from './page-protocol.ts';
import { quitCleanly } from './quit.ts';
import { lockSession, PAGE_PARTITION } from './session.ts';
import { isFirstInstanceStopped } from './stopped-instance.ts';
import { guardWebContents } from './web-contents-guard.ts';
import { bringToFront, createMainWindow } from './window.ts';

/** `--surface` of `tokens.css`, for the moment before the page has painted. */
const COLOURS = { light: '#fbfaf8', dark: '#191b1f' } as const;
const TITLE = 'Valet Key';

process.umask(0o077);

const build = buildOf({
  packaged: app.isPackaged,
  isMarked: existsSync(join(process.resourcesPath, NOT_FOR_RELEASE)),
  env: process.env,
});
const { argv, env, platform } = process;
// Before the lock: handing a huge command line on could make Chromium kill the running instance.
const refusal = refusalOf({ argv, env, platform, build });
if (refusal !== undefined) app.exit(2);

const programFolder = import.meta.dirname;
const profileFolder = (() => {
  const wanted = build.allowsTestSwitches ? env['VALET_KEY_PROFILE'] : undefined;
  return wanted ?? join(app.getPath('appData'), build.profileName);
})();
mkdirSync(profileFolder, { recursive: true, mode: 0o700 });
app.setPath('userData', profileFolder);

// Root, as in a container, has no sandbox to enable; a release refuses the switch altogether.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
protocol.registerSchemesAsPrivileged([PAGE_SCHEME_PRIVILEGES]);
const deepLinks = listenForDeepLinks(app, argv);

if (isFirstInstanceStopped(profileFolder)) {
  app.exit(3);
} else if (app.requestSingleInstanceLock(additionalDataOf(argv))) {
  const log = createFileLog({ path: join(profileFolder, 'log.jsonl'), clock: systemClock });
  const report = reportUncaught(log);
  start(log).catch((thrown: unknown) => {
    report(thrown);
    dialog.showErrorBox(TITLE, 'Valet Key could not start. Its log says more.');
    app.exit(1);
  });
} else {
  app.exit(0);
}

async function start(log: Log): Promise<void> {
  guardWebContents(app, log);
  await app.whenReady();
  app.setAsDefaultProtocolClient(CALLBACK_SCHEME);
  let showWindow = (): void => undefined;
  const pages = createTrustedPages();
  const emit = createEvents(pages.list);
  const program = await compose({
    profileFolder,
    programFolder,
    keychainService: build.keychainService,
    log,
    emit,
    facts: () => programFacts(build),
    doctorFacts,
    saveFile: saveFileDialog,
    chooseFile: chooseFileDialog,
    showWindow: () => showWindow(),
    onLock() {
      emit('app.changed', {});
      // A page that showed a token may still hold it: a fresh page holds nothing.
      for (const page of pages.list()) page.reload();
    },
    onSettings: ({ theme }) => {
      nativeTheme.themeSource = theme;
    },
  });
  nativeTheme.themeSource = program.settings.get().theme;
  openIpcGate({ ipcMain, isTrusted: pages.isTrusted, dispatch: program.dispatch, log });
  quitCleanly(app, program.close);

  let window = openWindow(program, pages.add);
  showWindow = () => {
    if (window.isDestroyed()) window = openWindow(program, pages.add);
    else bringToFront(window);
  };
  app.on('activate', showWindow);
  deepLinks.start({ deliver: program.deliver, showWindow, monotonic: systemClock.monotonic });
}

function openWindow(
  program: Program,
  trust: (contents: BrowserWindow['webContents']) => void,
): BrowserWindow {
  const ours = session.fromPartition(PAGE_PARTITION, { cache: false });
  const devTools = !app.isPackaged;
  if (!ours.protocol.isProtocolHandled('app')) {
    lockSession(ours, { devTools });
    servePage(ours.protocol, {
      kind: 'files',
      files: listPageFiles(join(programFolder, '../renderer')),
    });
  }
  const { window, load } = createMainWindow({
    session: ours,
    preload: join(programFolder, '../preload/index.cjs'),
    devTools,
    title: TITLE,
    colours: COLOURS,
    remembered: program.settings.get().window,
    rememberBounds: (bounds) =>
      void program.settings
        .update({ window: { ...bounds, isMaximized: window.isMaximized() } })
        .catch(() => undefined),
  });
  trust(window.webContents);
  void load();
  return window;
}

/** Token code may be on the stack: the kind of error is told, its message never. */
function reportUncaught(log: Log): (thrown: unknown) => void {
  const report = (thrown: unknown): void =>
    log.warn('uncaught', { kind: thrown instanceof Error ? thrown.name : typeof thrown });
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
  return report;
}
