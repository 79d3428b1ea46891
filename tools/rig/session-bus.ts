import { join } from 'node:path';
import { startProcess, type Environment, type RunningProcess } from './process.ts';

export interface SessionBus {
  /** As in the environment variable DBUS_SESSION_BUS_ADDRESS. */
  readonly address: string;
  readonly process: RunningProcess;
}

/** An address at which libdbus finds nothing and starts nothing. */
export const NO_BUS = 'disabled:';

/** Starts a D-Bus session bus of our own. */
export async function startSessionBus(env: Environment, logs: string): Promise<SessionBus> {
  const bus = startProcess(
    'dbus-daemon',
    ['--session', '--nofork', '--nopidfile', '--print-address=3'],
    { env, log: join(logs, 'dbus.log') },
  );
  return { address: await bus.firstLine(), process: bus };
}
