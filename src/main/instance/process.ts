import type { App } from 'electron';
import { writeFileSync } from 'node:fs';

/** Refreshes that are under way get so long to become durable; then the program ends anyway. */
const PATIENCE_MS = 5000;

/** Lets `close` finish before the program ends, once, and for five seconds at most. */
export const quitCleanly = (
  app: Pick<App, 'on' | 'quit' | 'exit'>,
  close: () => Promise<void>,
): void => {
  let closing = false;
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    const ended = close().catch(() => undefined);
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    void Promise.race([ended, patience]).then(() => app.exit(0));
  });
};

/**
 * Keeps tokens out of core dumps: from now on a dump of this process, and of those that it starts,
 * holds none of its memory. Linux only; elsewhere no program writes one unless it was set up to. core(5)
 */
export const keepMemoryOutOfCoreDumps = (platform: NodeJS.Platform): void => {
  if (platform !== 'linux') return;
  try {
    writeFileSync('/proc/self/coredump_filter', '0');
  } catch {
    // A kernel without core dumps has no such file.
  }
};
