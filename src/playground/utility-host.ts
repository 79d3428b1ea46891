import { utilityProcess } from 'electron';
import type { HostProcess } from './launcher.ts';

/** Sockets need `SystemRoot` on Windows; nothing else of our environment is the server's business. */
const inherited = (): NodeJS.ProcessEnv => {
  const { SystemRoot } = process.env;
  return SystemRoot === undefined ? {} : { SystemRoot };
};

/** Starts the playground's process inside Electron. `modulePath` is the built `playground-host.js`. */
export const spawnUtilityHost = (modulePath: string): HostProcess => {
  const child = utilityProcess.fork(modulePath, [], {
    serviceName: 'Valet Key playground',
    stdio: 'ignore',
    env: inherited(),
  });
  let hasExited = false;
  child.once('exit', () => (hasExited = true));
  return {
    send: (message) => {
      if (!hasExited) child.postMessage(message);
    },
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => {
      if (hasExited) listener();
      else child.once('exit', () => listener());
    },
    kill: () => child.kill(),
  };
};
