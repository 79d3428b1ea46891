import { join } from 'node:path';
import { startProcess, type Environment, type RunningProcess } from './process.ts';
import { runLeniently } from './run.ts';
import { eventually } from './waiting.ts';

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

/** Starts gnome-keyring on the bus of `env`, its login keyring made and unlocked. */
export async function startKeyring(env: Environment, logs: string): Promise<RunningProcess> {
  const keyring = startProcess(
    'gnome-keyring-daemon',
    ['--foreground', '--unlock', '--components=secrets'],
    { env, log: join(logs, 'keyring.log'), input: 'password of the rig' },
  );
  await eventually('the secret service', async () => {
    const reply = await runLeniently('dbus-send', [...ASK_THE_BUS, SECRET_SERVICE], env);
    return reply?.includes('boolean true') === true ? true : undefined;
  });
  return keyring;
}

const SECRET_SERVICE = 'string:org.freedesktop.secrets';
const ASK_THE_BUS = [
  ...['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'],
  'org.freedesktop.DBus.NameHasOwner',
];
