import { createInterface } from 'node:readline';
import { setTimeout as sleepMilliseconds } from 'node:timers/promises';
import { isatty } from 'node:tty';
import { runChild } from './node-child.ts';
import { nodeFiles } from './node-files.ts';
import { runProxy } from './node-proxy.ts';
import { nodeSocket } from './node-socket.ts';
import type { Platform } from './platform.ts';

const writeTo =
  (stream: NodeJS.WriteStream) =>
  (text: string): Promise<void> =>
    new Promise((resolve) => {
      stream.write(text, () => resolve());
    });

const readInput = async (limit: number): Promise<string | undefined> => {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of process.stdin as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > limit) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
};

const onLine: Platform['onLine'] = (signal, line) => {
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on('line', line);
  const stop = (): void => {
    lines.close();
    process.stdin.unref();
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
};

/** A timer holds 24 days; tokens may live for longer. */
const LONGEST_TIMER = 86_400;

const sleep: Platform['sleep'] = async (seconds, signal) => {
  for (let left = seconds; left > 0 && signal?.aborted !== true; left -= LONGEST_TIMER) {
    try {
      await sleepMilliseconds(Math.min(left, LONGEST_TIMER) * 1000, undefined, { signal });
    } catch {
      // Aborted: whoever sleeps looks at the signal.
    }
  }
};

/** The agent is a file of its own beside this one: every other command starts without it. */
const runAgent: Platform['runAgent'] = async (options) => {
  const agent: unknown = await import(new URL('agent.mjs', import.meta.url).href);
  return (agent as Pick<Platform, 'runAgent'>).runAgent(options);
};

/** The command line's platform on Node. */
export const nodePlatform = (): Platform => {
  // A reader that has gone away ("vk accounts | head") ends the output, not the program with a stack trace.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return {
    arguments: process.argv.slice(2),
    environment: process.env,
    folder: process.cwd(),
    isTerminal: { input: isatty(0), output: isatty(1) },
    uid: process.getuid?.(),
    now: () => Date.now() / 1000,
    sleep,
    writeOutput: writeTo(process.stdout),
    writeError: writeTo(process.stderr),
    readInput,
    onLine,
    files: nodeFiles,
    socket: nodeSocket,
    run: runChild,
    runProxy,
    runAgent,
  };
};
