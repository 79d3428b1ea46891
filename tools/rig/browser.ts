import { chromium, type Browser, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProcess, type Environment, type RunningProcess } from './process.ts';
import { eventually, PATIENCE_MS } from './waiting.ts';

/** Debian's Chromium as the system browser, which the rig can also look into. */
export interface SystemBrowser {
  /** What xdg-open must run to open a URL in it. */
  readonly command: readonly string[];
  readonly process: RunningProcess;
  /** The tab that opens while `action` runs, whoever opened it. */
  tabOpenedBy(action: () => Promise<unknown>): Promise<Page>;
  stop(): Promise<void>;
}

/** Without `basic`, Chromium asks the keyring for a password and waits for an answer. */
const SWITCHES = [
  '--no-first-run',
  '--no-default-browser-check',
  '--password-store=basic',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-search-engine-choice-screen',
  '--remote-debugging-port=0',
];

/** Chromium makes the file first and writes the port into it afterwards. */
async function debuggingPort(profile: string): Promise<number> {
  return eventually("Chromium's debugging port", () => {
    try {
      const port = Number(readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')[0]);
      return port > 0 ? port : undefined;
    } catch {
      return undefined;
    }
  });
}

/** Starts Chromium with a fresh profile, so that xdg-open finds it running and adds a tab. */
export async function startBrowser(
  env: Environment,
  folder: string,
  logs: string,
): Promise<SystemBrowser> {
  const profile = join(folder, 'chromium');
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const command = ['chromium', ...sandbox, ...SWITCHES, `--user-data-dir=${profile}`];
  const [program = '', ...args] = command;
  const running = startProcess(program, [...args, 'about:blank'], {
    env,
    log: join(logs, 'chromium.log'),
  });
  try {
    const port = await debuggingPort(profile);
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    return {
      command,
      process: running,
      tabOpenedBy: (action) => tabOpenedBy(browser, action),
      stop: async () => {
        await browser.close();
        await running.stop();
      },
    };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

async function tabOpenedBy(browser: Browser, action: () => Promise<unknown>): Promise<Page> {
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('Chromium has no context.');
  const [tab] = await Promise.all([
    context.waitForEvent('page', { timeout: PATIENCE_MS }),
    action(),
  ]);
  tab.setDefaultTimeout(PATIENCE_MS);
  return tab;
}
