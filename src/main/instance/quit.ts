import type { App } from 'electron';

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
