import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';

/** A virtual X display nobody looks at. */
export interface Display {
  /** Its name, such as `:101`. */
  readonly name: string;
  stop(): void;
}

const numberFrom = (child: ChildProcess, pipe: Readable): Promise<string> =>
  new Promise((resolve, reject) => {
    pipe.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.once('exit', () => reject(new Error('Xvfb ended at once')));
    child.once('error', reject);
  });

/** Starts Xvfb on a display number of its own choice. */
export const startDisplay = async (): Promise<Display> => {
  const child = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '800x600x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const pipe = child.stdio[3] as Readable;
  const number = await numberFrom(child, pipe);
  return { name: `:${number}`, stop: () => void child.kill('SIGTERM') };
};
