import { execFile, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { promisify } from 'node:util';

export const debianVersion = async (name: string): Promise<string> => {
  const asked = ['-W', '-f', '${Version}', name];
  return (await promisify(execFile)('dpkg-query', asked)).stdout;
};

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

/** Gives up after two minutes: installing takes its time, starting does not. */
const untilAnswering = async (url: string): Promise<'answers' | 'ended'> => {
  for (let attempt = 0; attempt < 1200; attempt += 1) {
    if (await answers(url)) return 'answers';
    await pause(100);
  }
  return 'ended';
};

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
  const ended = new Promise<'ended'>((resolve) => {
    child.once('exit', () => resolve('ended'));
    child.once('error', () => resolve('ended'));
  });
  if ((await Promise.race([ended, untilAnswering(readyUrl)])) === 'ended') return undefined;
  return {
    stop: async () => {
      child.kill();
      await ended;
    },
  };
};
