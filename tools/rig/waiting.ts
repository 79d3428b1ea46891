import { setTimeout as sleep } from 'node:timers/promises';

/** The longest the rig waits for a program of somebody else to come up. */
export const PATIENCE_MS = 20_000;
const INTERVAL_MS = 50;

/**
 * Asks until there is an answer. For things outside this process that tell nobody when they change:
 * a file another program writes, a name on a bus, the X clipboard.
 */
export async function eventually<Answer>(
  what: string,
  ask: () => Promise<Answer | undefined> | Answer | undefined,
  patience: number = PATIENCE_MS,
): Promise<Answer> {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`Waited ${String(patience)} ms in vain for ${what}.`);
    await sleep(INTERVAL_MS);
  }
}
