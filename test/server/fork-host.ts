import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { HostProcess } from '../../src/playground/launcher.ts';

const ENTRY = join(import.meta.dirname, '../../src/playground/host.ts');

/** The playground's process under plain Node, from its source. */
export const forkHost = (): HostProcess => {
  const child = fork(ENTRY, [], { execArgv: ['--import', 'tsx'], stdio: 'ignore' });
  return {
    send: (message) => {
      if (child.connected) child.send(message);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => {
      if (child.exitCode !== null || child.signalCode !== null) listener();
      else child.once('exit', () => listener());
    },
    kill: () => void child.kill('SIGKILL'),
  };
};
