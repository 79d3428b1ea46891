import { app, dialog, ipcMain, Menu, nativeTheme, protocol, session } from 'electron';
import { accessSync, constants, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '../core/port/log.ts';
import { agentSocketPath } from '../vocabulary/agent.ts';
import { createFileLog, LOG_FILE } from './adapter/system/file-log.ts';
import { systemClock } from './adapter/system/system-ports.ts';
import { buildOf, NOT_FOR_RELEASE } from './instance/channel.ts';
import { whyRefused } from './instance/command-line.ts';
import { showLock } from './compose/locking.ts';
import { compose, openSettings } from './compose.ts';
import { keepMemoryOutOfCoreDumps, quitCleanly } from './instance/process.ts';
import { additionalDataOf, listenForDeepLinks, schemeRegistration } from './instance/deep-link.ts';
import { type Desktop, startDesktop } from './desktop/desktop.ts';
import {
  chooseFileDialog,
  doctorFacts,
  programFacts,
  saveFileDialog,
  schemeHandler,
  showFolder,
} from './desktop/electron-facts.ts';
import type { SettingsStore } from './adapter/store/electron-settings-store.ts';
import { createEvents, type Emit, openIpcGate } from './ipc/gates.ts';
import type { Dispatch } from './ipc/router.ts';
import { type MainWindow, openMainWindow } from './window/main-window.ts';
import { type Ownership, ownProfile, profileOwner } from './instance/own-profile.ts';
import { PAGE_SCHEME_PRIVILEGES } from './window/page-protocol.ts';
import { lockEverySession } from './window/session.ts';
import { createTrustedPages, guardWebContents, type TrustedPages } from './window/trusted-pages.ts';
import { createNavigationRequests, type NavigationRequests } from './window/navigation-requests.ts';
import { takeProfileLock } from './instance/profile-lock.ts';
import { noteProfileOwner, notedProfileOwner } from './instance/profile-owner.ts';
import { makeProfileFolder } from './instance/profile-folder.ts';
import type { ProgramOptions } from './compose/host.ts';

const TITLE = 'Valet Key';
/** As in electron-builder.yml: what Windows knows a program's notifications by. */
const APP_ID = 'dev.valetkey.app';
/** Of a process that does not go on. */
const EXIT_STATUS: Readonly<Record<Exclude<Ownership, 'owned'> | 'refused', number>> = {
  notified: 0,
  refused: 2,
  'owner-stopped': 3,
  'owner-silent': 4,
  'not-writable': 5,
};
/** Why it does not start, where a person has to do something about it. The folder is named: a person has to mend it. */
const whyNotStarted = (folder: string): Readonly<Partial<Record<Ownership, string>>> => ({
  'owner-stopped':
    'Valet Key is already running, but was stopped by a terminal or a debugger. Let it go on there, or end it and start again. Your logins are kept.',
  'owner-silent': ownerSilent(),
  'not-writable': `Its folder cannot be written: ${folder}. It may be read-only, or belong to somebody else. Nothing in it was changed.`,
});

keepMemoryOutOfCoreDumps(process.platform);

const build = buildOf({
  packaged: app.isPackaged,
  isMarked: existsSync(join(process.resourcesPath, NOT_FOR_RELEASE)),
  env: process.env,
});
const { argv, env, platform } = process;
// Before the lock: handing a huge command line on could make Chromium kill the running instance.
const hasSwitch = (name: string): boolean => app.commandLine.hasSwitch(name);
const refusal = whyRefused({ argv, env, platform, build, hasSwitch });
if (refusal !== undefined) {
  process.stderr.write(`Valet Key does not start with ${refusal.what}.\n`);
  app.exit(EXIT_STATUS.refused);
}

const programFolder = import.meta.dirname;
const profileFolder = (() => {
  const wanted = build.allowsTestSwitches ? env['VALET_KEY_PROFILE'] : undefined;
  return wanted ?? join(app.getPath('appData'), build.profileName);
})();
const isProfileThere = madeFolder(profileFolder);
if (isProfileThere) app.setPath('userData', profileFolder);

// Root, as in a container, has no sandbox to enable; a release refuses the switch altogether.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
protocol.registerSchemesAsPrivileged([PAGE_SCHEME_PRIVILEGES]);
lockEverySession(app, () => session.defaultSession);
const deepLinks = listenForDeepLinks(app, argv);

if (refusal === undefined) enter().catch(() => giveUp('Its folder cannot be used.'));

async function enter(): Promise<void> {
  const ownership = await ownProfile({
    isWritable: () => isProfileThere && isWritable(profileFolder),
    takeLock: () => takeProfileLock(profileFolder),
    owner: () => profileOwner(profileFolder),
    askChromium: () => app.requestSingleInstanceLock(additionalDataOf(argv)),
    releaseChromium: () => app.releaseSingleInstanceLock(),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  if (ownership === 'owned') {
    noteProfileOwner(profileFolder, 'window');
    begin();
    return;
  }
  const why = whyNotStarted(profileFolder)[ownership];
  if (why !== undefined) await showAtStart(why);
  app.exit(EXIT_STATUS[ownership]);
}

function ownerSilent(): string {
  const owner = notedProfileOwner(profileFolder);
  return owner?.kind === 'agent'
    ? `The agent without a window (process ${owner.pid}) has this profile and answers programs. End it, and start again.`
    : 'Another Valet Key has this profile and does not answer. End it, and start again.';
}

function madeFolder(folder: string): boolean {
  try {
    makeProfileFolder(folder);
    return true;
  } catch {
    return false;
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** On Linux an error box needs a program that is ready; without a display the terminal has the words. */
async function showAtStart(words: string): Promise<void> {
  process.stderr.write(`${TITLE}: ${words}\n`);
  await app.whenReady();
  dialog.showErrorBox(TITLE, words);
}

function begin(): void {
  const log = createFileLog({ path: join(profileFolder, LOG_FILE), clock: systemClock });
  const report = reportUncaught(log);
  start(log).catch((thrown: unknown) => {
    report(thrown);
    giveUp('Its log says more.');
  });
}

function giveUp(why: string): void {
  dialog.showErrorBox(TITLE, `Valet Key could not start. ${why}`);
  app.exit(1);
}

async function start(log: Log): Promise<void> {
  guardWebContents(app, log);
  await app.whenReady();
  if (process.platform === 'win32') app.setAppUserModelId(APP_ID);
  const pages = createTrustedPages();
  const emitToPages = createEvents(pages.list);
  const requests = createNavigationRequests(emitToPages);
  const around: Around = {};
  const settings = openSettings(profileFolder);
  const { theme, shown } = settings.get();
  nativeTheme.themeSource = theme;
  if (shown !== undefined) requests.remember(shown);
  const options = optionsFor({ log, pages, requests, emitToPages, settings, around });
  // The window first: a keychain may take seconds to answer. What the page asks meanwhile waits.
  const composed = Promise.resolve().then(() => compose(options));
  const dispatch: Dispatch = async (...command) => (await composed).dispatch(...command);
  openIpcGate({ ipcMain, isTrusted: pages.isTrusted, dispatch, log });
  // Until the desktop has set ours, Electron's own would be there.
  Menu.setApplicationMenu(null);
  const trust = pages.add;
  const window = openMainWindow({
    settings,
    programFolder,
    title: TITLE,
    requests,
    trust,
    // Starts a program of the system and waits for it.
    onFirstPaint: () =>
      void app.setAsDefaultProtocolClient(...schemeRegistration(platform, process.execPath)),
  });
  const program = await composed;
  const desktop = startDesktop({ program, window, requests, programFolder, title: TITLE, log });
  around.desktop = desktop;
  around.window = window;
  quitCleanly(app, async () => {
    await window.save();
    await program.close();
  });
  app.on('activate', () => window.show());
  deepLinks.start({
    deliver: program.deliver,
    showWindow: () => window.show(),
    drawAttention: () => window.drawAttention(),
    isKnown: program.isKnown,
    showConnection: (connectionId) => desktop.ask({ kind: 'connection', connectionId }),
    showResource: (address) => desktop.ask({ kind: 'resource', address }),
    monotonic: systemClock.monotonic,
  });
}

/** What comes into being after the composition. */
interface Around {
  desktop?: Desktop;
  window?: Pick<MainWindow, 'show'>;
}

/** A profile of a test has a socket of its own, so that programs of the person never meet it. */
function agentSocket(): string {
  const isOwn = build.allowsTestSwitches && env['VALET_KEY_PROFILE'] !== undefined;
  const usual =
    isOwn && env['VALET_KEY_SOCKET'] === undefined
      ? undefined
      : agentSocketPath(env, homedir(), join);
  return usual ?? join(profileFolder, 'run', 'agent.sock');
}

/** What the composition is given: the desktop comes into being after it. */
function optionsFor(parts: {
  readonly log: Log;
  readonly pages: TrustedPages;
  readonly requests: NavigationRequests;
  readonly emitToPages: Emit;
  readonly settings: SettingsStore;
  readonly around: Readonly<Around>;
}): ProgramOptions {
  const { log, pages, emitToPages, around } = parts;
  return {
    profileFolder,
    programFolder,
    keychainService: build.keychainService,
    settings: parts.settings,
    log,
    emit: (name, payload) => {
      emitToPages(name, payload);
      around.desktop?.onEvent(name);
    },
    facts: () => ({ ...programFacts(build), hasTray: around.desktop?.hasTray === true }),
    schemeHandler,
    doctorFacts,
    saveFile: saveFileDialog,
    chooseFile: chooseFileDialog,
    showFolder,
    page: parts.requests,
    onUpcomingExpiries: (ends) => around.desktop?.warn(ends),
    socketPath: agentSocket(),
    onQuestion: () => around.window?.show(),
    onLock: () => showLock({ emit: emitToPages, pages, desktop: around.desktop }),
    onSettings: ({ theme }) => {
      nativeTheme.themeSource = theme;
    },
  };
}

/** Token code may be on the stack: the kind of error is logged, its message never. */
function reportUncaught(log: Log): (thrown: unknown) => void {
  const report = (thrown: unknown): void =>
    log.warn('uncaught', { kind: thrown instanceof Error ? thrown.name : typeof thrown });
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
  return report;
}
