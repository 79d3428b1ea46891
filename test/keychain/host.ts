import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import {
  fromChildProcess,
  type HostProcess,
} from '../../src/main/adapter/keychain-host-process.ts';

const CACHE = fileURLToPath(new URL('../../.cache', import.meta.url));

/** The host as one file of plain JavaScript: starts in a tenth of the time that tsx takes. */
const builtHost = async (): Promise<string> => {
  mkdirSync(CACHE, { recursive: true });
  const outDir = mkdtempSync(join(CACHE, 'keychain-host-'));
  const built = join(CACHE, 'keychain-host.mjs');
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: fileURLToPath(new URL('../../src/main/keychain-host/index.ts', import.meta.url)),
      outDir,
      rollupOptions: { external: ['keytar'], output: { entryFileNames: 'host.mjs' } },
    },
  });
  // Several test files build at once: each replaces the whole file, none sees half of one.
  renameSync(join(outDir, 'host.mjs'), built);
  rmSync(outDir, { recursive: true });
  return built;
};
const HOST = await builtHost();

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
