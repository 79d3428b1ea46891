import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

export interface ChildServer {
  stop(): Promise<void>;
}

/**
 * Starts a program that serves `readyUrl` in the end. Resolves to undefined where it exits before
 * that: it is not here, or cannot be installed.
 */
export const startChildServer = async (
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  readyUrl: string,
): Promise<ChildServer | undefined> => {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: 'ignore' });
  let hasEnded = false;
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      hasEnded = true;
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  while (!hasEnded && !(await answers(readyUrl))) await pause(100);
  if (hasEnded) return undefined;
  return {
    stop: async () => {
      child.kill();
      await ended;
    },
  };
};
