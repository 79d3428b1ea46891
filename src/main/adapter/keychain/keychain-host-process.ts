import type { HostRequest } from '../../../keychain-host/protocol.ts';

/** A running keychain host, whichever way it was started. */
export interface HostProcess {
  post(request: HostRequest): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, however the process ended. */
  onExit(listener: () => void): void;
  kill(): void;
}

/** The part of Electron's `UtilityProcess` that is used. */
export interface UtilityProcessLike {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  once(event: 'exit', listener: (code: number) => void): unknown;
  kill(): boolean;
}

/** The part of Node's `ChildProcess` that is used. */
export interface ChildProcessLike {
  send(message: HostRequest, done: (error: Error | null) => void): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  once(event: 'exit' | 'error', listener: () => void): unknown;
  kill(signal: 'SIGKILL'): boolean;
}

/** A host started with `utilityProcess.fork`. */
export const fromUtilityProcess = (child: UtilityProcessLike): HostProcess => ({
  post: (request) => child.postMessage(request),
  onMessage: (listener) => void child.on('message', listener),
  onExit: (listener) => void child.once('exit', () => listener()),
  kill: () => void child.kill(),
});

/** A host started with `child_process.fork`. */
export const fromChildProcess = (child: ChildProcessLike): HostProcess => ({
  // A failed send is followed by `exit` or `error`, which is where a dead host is noticed.
  post: (request) => void child.send(request, () => undefined),
  onMessage: (listener) => void child.on('message', listener),
  onExit(listener) {
    let told = false;
    const tell = (): void => {
      if (!told) listener();
      told = true;
    };
    child.once('exit', tell);
    child.once('error', tell);
  },
  kill: () => void child.kill('SIGKILL'),
});
