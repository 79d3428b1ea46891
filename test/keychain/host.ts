import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  fromChildProcess,
  type HostProcess,
} from '../../src/main/adapter/keychain-host-process.ts';

const ENTRY = fileURLToPath(new URL('../../src/main/keychain-host/index.ts', import.meta.url));

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
      const child = fork(ENTRY, [], { env, execArgv: ['--import', 'tsx'], stdio: 'ignore' });
      ({ pid } = child);
      return fromChildProcess(child);
    },
    pid: () => pid,
  };
};
