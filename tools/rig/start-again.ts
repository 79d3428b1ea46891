import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Environment } from './process.ts';
import type { Program } from './runtime.ts';

/** An instance that was started beside another. */
export interface OtherInstance {
  readonly pid: number;
  /** Its exit status; null where a signal ended it. */
  readonly exited: Promise<number | null>;
  /** What it has written to standard error. */
  readonly said: () => string;
  kill(): void;
}

/** Starts the app once more, as xdg-open or an impatient person would. */
export function startOther(
  { executable, args }: Program,
  env: Environment,
  ...more: readonly string[]
): OtherInstance {
  const child = spawn(executable, [...args, ...more], {
    env: { ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  return {
    pid: child.pid ?? 0,
    exited: once(child, 'exit').then(([status]) => status as number | null),
    said: () => said,
    kill: () => void child.kill('SIGKILL'),
  };
}

/** The same, and waits for its end. */
export const startAgain = (
  program: Program,
  env: Environment,
  argument: string,
): Promise<number | null> => startOther(program, env, argument).exited;
