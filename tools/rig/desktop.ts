import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchApp, type RunningApp } from './app.ts';
import { startBrowser, type SystemBrowser } from './browser.ts';
import { desktopEntries } from './desktop-entries.ts';
import { startDisplay } from './display.ts';
import type { Environment, RunningProcess } from './process.ts';
import type { Program } from './runtime.ts';
import { startKeychain, type KeychainName } from './keychains.ts';
import { NO_BUS, startSessionBus } from './session-bus.ts';

/** A person's desktop, without the person: display, browser, keychain, scheme handlers, home. */
export interface Desktop {
  readonly env: Environment;
  /** Everything below belongs to this desktop and goes with it. */
  readonly folder: string;
  /** Where every program's output is. */
  readonly logs: string;
  /** The app's own data; survives a restart of the app. */
  readonly profile: string;
  readonly browser: SystemBrowser;
  /** Starts the app and makes it the handler of our scheme. */
  launch(program: Program): Promise<RunningApp>;
  stop(): Promise<void>;
}

export interface DesktopOptions {
  /** Which one; where false, there is not even a session bus. */
  readonly keychain?: KeychainName | false;
  /** Kept after `stop`; a folder that goes with the desktop where absent. */
  readonly logs?: string;
}

/** Nothing of the developer's own session may leak in, so the environment is made from nothing. */
function bareEnvironment(folder: string): Environment {
  const below = (name: string): string => {
    mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
    return join(folder, name);
  };
  return {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    LANG: 'C.UTF-8',
    HOME: below('home'),
    XDG_CONFIG_HOME: below('home/.config'),
    XDG_DATA_HOME: below('home/.local/share'),
    XDG_CACHE_HOME: below('home/.cache'),
    XDG_STATE_HOME: below('home/.local/state'),
    XDG_RUNTIME_DIR: below('run'),
    TMPDIR: below('tmp'),
    XDG_CURRENT_DESKTOP: 'X-Generic',
    NO_AT_BRIDGE: '1',
    VALET_KEY_PROFILE: below('profile'),
  };
}

/** Sets a desktop up; takes about two seconds. */
export async function startDesktop({
  keychain = 'gnome-keyring',
  logs: wantedLogs,
}: DesktopOptions = {}): Promise<Desktop> {
  // Short, because sockets live below it and their paths may have 107 bytes.
  const folder = mkdtempSync(join(tmpdir(), 'vk-'));
  const logs = wantedLogs ?? join(folder, 'logs');
  mkdirSync(logs, { recursive: true });
  const bare = bareEnvironment(folder);
  const started: RunningProcess[] = [];
  const keep = <Kind extends RunningProcess>(running: Kind): Kind => {
    started.unshift(running);
    return running;
  };
  const stop = async () => {
    for (const running of started) await running.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    const display = await startDisplay(bare, logs);
    keep(display.process);
    let env: Environment = { ...bare, DISPLAY: display.name, DBUS_SESSION_BUS_ADDRESS: NO_BUS };
    if (keychain !== false) {
      const bus = await startSessionBus(env, logs);
      keep(bus.process);
      env = { ...env, DBUS_SESSION_BUS_ADDRESS: bus.address };
      keep(await startKeychain(keychain, env, logs));
    }
    const entries = desktopEntries(env, folder, logs);
    const browser = await startBrowser(env, folder, logs);
    keep({ ...browser.process, stop: browser.stop });
    await entries.handleWeb(browser.command);
    return {
      env,
      folder,
      logs,
      profile: env['VALET_KEY_PROFILE'] ?? '',
      browser,
      launch: async (program) => {
        await entries.handleScheme([program.executable, ...program.args], env);
        return launchApp(program, { env, logs, folder });
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
