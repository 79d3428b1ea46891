import { _electron, chromium, type ElectronApplication, type Page } from '@playwright/test';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from './desktop-entries.ts';
import { startProcess, type Environment } from './process.ts';
import type { Program } from './runtime.ts';
import { PATIENCE_MS } from './waiting.ts';

/** The app while it runs. */
export interface RunningApp {
  readonly page: Page;
  readonly pid: number;
  /** Present where Playwright's Electron driver can look into the main process. */
  readonly main?: ElectronApplication;
  /** Quits as a person would. */
  quit(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

export interface LaunchOptions {
  readonly env: Environment;
  readonly logs: string;
  /** Where a launcher may be written. */
  readonly folder: string;
}

/** Starts an app and waits for its window. */
export function launchApp(program: Program, options: LaunchOptions): Promise<RunningApp> {
  return program.isPackaged ? attach(program, options) : drive(program, options);
}

/** Playwright reads what Electron prints and keeps it, so the launcher makes a copy. */
function writeLauncher(program: Program, { folder, logs }: LaunchOptions): string {
  const file = join(folder, 'launch.sh');
  const copy = (stream: 'stdout' | 'stderr') => `exec tee -a '${join(logs, `app.${stream}.log`)}'`;
  const copies = `> >(${copy('stdout')}) 2> >(${copy('stderr')} >&2)`;
  writeFileSync(file, `#!/bin/bash\nexec ${commandLine([program.executable])} "$@" ${copies}\n`);
  chmodSync(file, 0o755);
  return file;
}

async function drive(program: Program, options: LaunchOptions): Promise<RunningApp> {
  const app = await _electron.launch({
    executablePath: writeLauncher(program, options),
    args: [...program.args],
    env: { ...options.env },
    timeout: PATIENCE_MS,
  });
  const child = app.process();
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const page = await app.firstWindow({ timeout: PATIENCE_MS });
  page.setDefaultTimeout(PATIENCE_MS);
  return {
    page,
    pid: child.pid ?? 0,
    main: app,
    quit: async () => {
      const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      await app.close();
      await gone;
      clearTimeout(patience);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Fuses close the inspector that Playwright's Electron driver needs; the pages can still be driven. */
async function attach(program: Program, { env, logs }: LaunchOptions): Promise<RunningApp> {
  const app = startProcess(program.executable, [...program.args, '--remote-debugging-port=0'], {
    env,
    log: join(logs, 'app.log'),
  });
  const [, endpoint = ''] = await app.printed(/DevTools listening on (ws:\S+)/);
  const browser = await chromium.connectOverCDP(endpoint);
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('The app has no browser context.');
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  page.setDefaultTimeout(PATIENCE_MS);
  return {
    page,
    pid: app.pid,
    quit: async () => {
      process.kill(app.pid, 'SIGTERM');
      await app.exited;
    },
    kill: () => app.stop(),
  };
}
