import type { Environment } from './process.ts';
import { runLeniently } from './run.ts';
import { eventually } from './waiting.ts';

/** Reads the X clipboard as any other program would; undefined where it is empty. */
export async function readClipboard(env: Environment): Promise<string | undefined> {
  return runLeniently('xclip', ['-selection', 'clipboard', '-o'], env);
}

/** Waits until the X clipboard holds a text that matches. */
export function clipboardHolding(env: Environment, pattern: RegExp): Promise<string> {
  return eventually(`${String(pattern)} on the clipboard`, async () => {
    const text = await readClipboard(env);
    return text !== undefined && pattern.test(text) ? text : undefined;
  });
}
