import type { ElectronApplication } from '@playwright/test';
import { createHash } from 'node:crypto';
import { COMMAND_CHANNEL } from '../../src/contract/bridge.ts';

/** What a wiretap has heard in the main process since it was put in. */
export interface Heard {
  /** Every reply to a command and every event, as JSON. */
  readonly toRenderer: readonly string[];
  /** Every value the system's generator gave, base64url: code verifiers are among them. */
  readonly random: readonly string[];
  /** Every URL handed to the system browser. */
  readonly opened: readonly string[];
}

/**
 * Puts a wiretap between the app and Electron: what main says to the page, what it takes from the
 * generator, what it opens. The app's own code is not touched.
 */
export async function putWiretapIn(main: ElectronApplication): Promise<void> {
  await main.evaluate(({ BrowserWindow, ipcMain, shell }, channel) => {
    const heard = { toRenderer: [] as string[], random: [] as string[], opened: [] as string[] };
    Object.assign(globalThis, { heard });

    const handlers = Reflect.get(ipcMain, '_invokeHandlers') as Map<
      string,
      (...args: unknown[]) => unknown
    >;
    const handle = handlers.get(channel);
    if (handle === undefined) throw new Error('No command is handled.');
    handlers.set(channel, async (...args) => {
      const reply = await handle(...args);
      heard.toRenderer.push(JSON.stringify(reply));
      return reply;
    });
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      const send = webContents.send.bind(webContents);
      webContents.send = (name: string, ...args: unknown[]) => {
        heard.toRenderer.push(JSON.stringify([name, ...args]));
        send(name, ...args);
      };
    }

    const crypto = process.getBuiltinModule('node:crypto');
    const { randomBytes } = crypto;
    const tapped = (size: number): Buffer => {
      const bytes = randomBytes(size);
      heard.random.push(bytes.toString('base64url'));
      return bytes;
    };
    Object.assign(crypto, { randomBytes: tapped });
    const children = process.getBuiltinModule('node:child_process');
    const { spawn } = children;
    Object.assign(children, {
      spawn: (program: string, args: readonly string[], options: object) => {
        if (program === 'xdg-open') heard.opened.push(...args);
        return spawn(program, args, options);
      },
    });
    process.getBuiltinModule('node:module').syncBuiltinESMExports();

    // As the program opens an address anywhere but on Linux.
    const open = shell.openExternal.bind(shell);
    shell.openExternal = (url, options) => {
      heard.opened.push(url);
      return open(url, options);
    };
  }, COMMAND_CHANNEL);
}

/** Everything heard so far. */
export const heardIn = (main: ElectronApplication): Promise<Heard> =>
  main.evaluate(() => Reflect.get(globalThis, 'heard') as Heard);

/** The code verifiers among random values: those whose challenge went to a browser. @see RFC 7636 §4.2 */
export function codeVerifiers({ random, opened }: Heard): readonly string[] {
  const challenges = new Set(opened.map((url) => new URL(url).searchParams.get('code_challenge')));
  return random.filter((value) =>
    challenges.has(createHash('sha256').update(value).digest('base64url')),
  );
}
