import { execFile } from 'node:child_process';
import type { Environment } from './process.ts';

/** Runs a program to its end and answers what it printed; fails when its status is not 0. */
export function run(
  command: string,
  args: readonly string[],
  env: Environment,
  input = '',
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      command,
      args,
      { env: { ...env }, timeout: 20_000, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(new Error(`${command} ${args.join(' ')}: ${error.message}\n${stderr}`));
      },
    );
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

/** The same, but a failure is an answer. */
export async function runLeniently(
  command: string,
  args: readonly string[],
  env: Environment,
): Promise<string | undefined> {
  try {
    return await run(command, args, env);
  } catch {
    return undefined;
  }
}
