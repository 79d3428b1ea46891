import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProcess, type Environment, type RunningProcess } from './process.ts';

export interface SessionBus {
  /** As in the environment variable DBUS_SESSION_BUS_ADDRESS. */
  readonly address: string;
  readonly process: RunningProcess;
}

/** An address at which libdbus finds nothing and starts nothing. */
export const NO_BUS = 'disabled:';

/** Who may talk on a bus, where it listens, and which programs it starts by itself: none where no folder is named. */
export const busConfig = (listen: string, services?: string): string => `<busconfig>
  <type>session</type>
  <listen>${listen}</listen>
  <auth>EXTERNAL</auth>
  ${services === undefined ? '' : `<servicedir>${services}</servicedir>`}
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>`;

/**
 * Starts a D-Bus session bus of our own.
 * @param withoutActivation it starts no program by itself: where one keychain is killed, no other takes its name
 */
export async function startSessionBus(
  env: Environment,
  logs: string,
  { withoutActivation = false } = {},
): Promise<SessionBus> {
  const config = join(logs, 'bus.conf');
  if (withoutActivation) writeFileSync(config, busConfig('unix:tmpdir=/tmp'));
  const kind = withoutActivation ? `--config-file=${config}` : '--session';
  const bus = startProcess('dbus-daemon', [kind, '--nofork', '--nopidfile', '--print-address=3'], {
    env,
    log: join(logs, 'dbus.log'),
  });
  return { address: await bus.firstLine(), process: bus };
}
