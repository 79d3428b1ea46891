/**
 * The process that alone loads keytar, so that a crash or a hang of the addon never takes the
 * program down. Runs as an Electron utility process and, for tests, under `child_process.fork`.
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ParentPort } from 'electron';
import { serveKeychain, type KeychainAddon } from './serve.ts';

/** What either kind of parent leaves in `process`. */
interface HostSide {
  readonly parentPort?: Pick<ParentPort, 'on' | 'postMessage'>;
  readonly send?: (message: unknown) => unknown;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
  exit(): void;
}

// require, not import: a failed import is remembered for ever, a failed require is tried again
const load = (): KeychainAddon => createRequire(import.meta.url)('keytar') as KeychainAddon;

/** Refresh tokens pass through here: a core dump is to hold none of our memory. Linux only. core(5) */
const keepMemoryOutOfCoreDumps = (): void => {
  try {
    if (process.platform === 'linux') writeFileSync('/proc/self/coredump_filter', '0');
  } catch {
    // A kernel without core dumps has no such file.
  }
};

const start = (host: HostSide): void => {
  keepMemoryOutOfCoreDumps();
  const { parentPort } = host;
  if (parentPort !== undefined) {
    const receive = serveKeychain(load, (reply) => parentPort.postMessage(reply));
    parentPort.on('message', ({ data }) => receive(data));
    return;
  }
  host.on(
    'message',
    serveKeychain(load, (reply) => host.send?.(reply)),
  );
  host.on('disconnect', () => host.exit());
};

start(process);
