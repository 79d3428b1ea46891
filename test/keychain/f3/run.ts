import { fork, type ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { isValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import type { RotatingServer } from '../../fake/rotating-server.ts';
import { bundle } from '../bundle.ts';
import { HOST, HOST_VARIABLE } from '../host.ts';
import { toParentSchema, type RunOptions, type ToParent, type ToRun } from './messages.ts';

const PROGRAM = await bundle(new URL('./program.ts', import.meta.url), 'f3-program');
/** A server on the same continent. */
const SLOWEST_ANSWER_MS = 12;

/** A run of the program under fire. */
export interface Run {
  readonly child: ChildProcess;
  /** The keychain host it has now. */
  hostPid(): number | undefined;
  /** Resolves at the next message of that kind; rejects when none comes for 30 s. */
  next(...kinds: readonly ToParent['kind'][]): Promise<ToParent>;
  /** `kill -9`, and until it is gone. */
  kill(): Promise<void>;
}

const answer = async (server: RotatingServer, refreshToken: string): Promise<ToRun> => {
  await wait(Math.random() * SLOWEST_ANSWER_MS);
  try {
    const reply = await server.refresh(Secret.of('refresh-token', refreshToken));
    const rotated = reply.refreshToken?.expose();
    return { revoked: false, ...(rotated === undefined ? {} : { refreshToken: rotated }) };
  } catch (thrown) {
    if (isValetKeyError(thrown, 'VK_GRANT_REVOKED')) return { revoked: true };
    throw thrown;
  }
};

const post = (child: ChildProcess, message: ToRun): void => {
  if (child.connected) child.send(message, () => undefined);
};

const PATIENCE_MS = 30_000;

const within = <T>(what: Promise<T>, words: string): Promise<T> => {
  const stop = new AbortController();
  const tooLate = wait(PATIENCE_MS, undefined, { signal: stop.signal }).then(() => {
    throw new Error(words);
  });
  return Promise.race([what, tooLate]).finally(() => stop.abort());
};

/** Starts a run; its requests go to `server`, and `hear` gets all it says. */
export const startRun = (
  env: NodeJS.ProcessEnv,
  options: RunOptions,
  server: RotatingServer,
  hear: (message: ToParent) => void,
): Run => {
  const child = fork(PROGRAM, [JSON.stringify(options)], {
    env: { ...env, [HOST_VARIABLE]: HOST },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Set<(message: ToParent) => void>();
  let hostPid: number | undefined;
  child.on('message', (raw) => {
    const message = toParentSchema.parse(raw);
    if (message.kind === 'host') hostPid = message.pid;
    hear(message);
    if (message.kind === 'send') {
      void answer(server, message.refreshToken).then((reply) => post(child, reply));
    }
    for (const listener of waiting) listener(message);
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const next = (kinds: readonly string[]): Promise<ToParent> =>
    new Promise((resolve) => {
      const listener = (message: ToParent): void => {
        if (!kinds.includes(message.kind)) return;
        waiting.delete(listener);
        resolve(message);
      };
      waiting.add(listener);
    });
  return {
    child,
    hostPid: () => hostPid,
    next: (...kinds) => within(next(kinds), `no ${kinds.join(' or ')} for 30 s`),
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
};
