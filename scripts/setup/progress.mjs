import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';

/** A failure whose message is already a full sentence for the person at the terminal. */
export class SetUpError extends Error {}

/** Prints one line of progress. */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** Milliseconds as a person reads them. */
export function duration(milliseconds) {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1000)} s`;
}

/**
 * Runs one named step and says how long it took. A step that answers `undefined` had nothing to do
 * and is not worth a line.
 */
export async function step(name, work) {
  const started = performance.now();
  const outcome = await work();
  if (outcome !== undefined) {
    say(`  ${name}: ${outcome} (${duration(performance.now() - started)})`);
  }
}

/**
 * Runs a program to its end. Output goes to the terminal, or to `log` where one is named.
 * Answers the exit status; a signal counts as 128, a program that is not there as 127.
 */
export function run(command, args, { log, tee = false, timeout, ...options } = {}) {
  return new Promise((resolve) => {
    const stdio = log === undefined ? 'inherit' : ['ignore', 'pipe', 'pipe'];
    const child = spawn(command, args, { stdio, ...options });
    const file = log === undefined ? undefined : createWriteStream(log, { flags: 'a' });
    const deadline = timeout && setTimeout(() => child.kill('SIGKILL'), timeout);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        file?.write(chunk);
        if (tee) process.stdout.write(chunk);
      });
    }
    const finish = (status) => {
      clearTimeout(deadline);
      if (file === undefined) resolve(status);
      else file.end(() => resolve(status));
    };
    child.on('error', () => finish(127));
    child.on('close', (status) => finish(status ?? 128));
  });
}
