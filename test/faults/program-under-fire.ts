/**
 * The program under fire: four callers who refresh one login without pause, in a process that is
 * going to be killed. Waits for its orders, so that it can be started ahead of time; tells its
 * parent when a first refresh has worked, and of each seal once it is on disk.
 */
import { z } from 'zod';
import { LOGIN, openProgram } from './program-on-disk.ts';

const CALLERS = 4;
const orders = z.object({ folder: z.string(), tokenEndpoint: z.string() });

const run = async (message: unknown): Promise<void> => {
  const { accessTokens } = await openProgram({
    ...orders.parse(message),
    onWritten(kind, generation) {
      if (kind === 'sealed') process.send?.({ generation, at: String(process.hrtime.bigint()) });
    },
  });
  const refresh = () => accessTokens.refresh(LOGIN).catch(() => undefined);
  const refreshForEver = async (): Promise<never> => {
    for (;;) {
      await refresh();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const start = performance.now();
  await refresh();
  process.send?.({ firstRefreshMs: performance.now() - start });
  await Promise.all(Array.from({ length: CALLERS }, refreshForEver));
};

process.once('disconnect', () => process.exit());
process.once('message', (message) => void run(message));
