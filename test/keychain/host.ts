import { fork } from 'node:child_process';
import {
  fromChildProcess,
  type HostProcess,
} from '../../src/main/adapter/keychain/keychain-host-client.ts';
import { bundle } from './bundle.ts';

/** Tells a process that was started by a test which host it shall use. */
export const HOST_VARIABLE = 'VALET_KEY_TEST_KEYCHAIN_HOST';

/** The keychain host as one file. */
export const HOST =
  process.env[HOST_VARIABLE] ??
  (await bundle(new URL('../../src/keychain-host/index.ts', import.meta.url), 'keychain-host'));

/** Real keychain hosts as plain Node processes. */
export interface HostSpawner {
  readonly spawn: () => HostProcess;
  /** The pid of the newest host. */
  readonly pid: () => number | undefined;
}

/** Spawns keychain hosts that see the given environment: their bus, their keyring. */
export const hostSpawner = (env: NodeJS.ProcessEnv): HostSpawner => {
  let pid: number | undefined;
  return {
    spawn: () => {
      const child = fork(HOST, [], { env, execArgv: [], stdio: 'ignore' });
      ({ pid } = child);
      return fromChildProcess(child);
    },
    pid: () => pid,
  };
};
