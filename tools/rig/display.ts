import { join } from 'node:path';
import { startProcess, type Environment, type RunningProcess } from './process.ts';

export interface Display {
  /** As in the environment variable DISPLAY. */
  readonly name: string;
  readonly process: RunningProcess;
}

/** Starts an X server without a screen on a display number that nobody uses. */
export async function startDisplay(env: Environment, logs: string): Promise<Display> {
  const server = startProcess(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1680x1080x24', '-nolisten', 'tcp', '-noreset'],
    { env, log: join(logs, 'xvfb.log') },
  );
  return { name: `:${await server.firstLine()}`, process: server };
}
