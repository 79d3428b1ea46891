import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Environment } from './process.ts';
import { eventually } from './waiting.ts';

const run = promisify(execFile);

/**
 * Waits for the box in which a process says why it does not start, and presses its only button. The
 * words in it cannot be read from outside: they are on standard error too.
 */
export const dismissErrorBox = async (env: Environment, pid: number): Promise<void> => {
  const xdotool = async (...words: readonly string[]): Promise<string> =>
    (await run('xdotool', [...words], { env: { ...env } })).stdout.trim();
  const box = await eventually(`an error box of process ${String(pid)}`, () =>
    xdotool('search', '--onlyvisible', '--all', '--pid', String(pid), '--name', '.').then(
      (found) => found.split('\n').at(-1) ?? undefined,
      () => undefined,
    ),
  );
  // A key may come before the box listens to keys.
  await eventually('the end of the error box', () =>
    xdotool('windowfocus', box, 'key', '--window', box, 'Return').then(
      async () =>
        (await xdotool('search', '--onlyvisible', '--pid', String(pid), '--name', '.').catch(
          () => '',
        )) === ''
          ? true
          : undefined,
      () => true,
    ),
  );
};
