import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';

export type Environment = Readonly<Record<string, string>>;

export interface StartOptions {
  readonly env: Environment;
  /** Everything the program prints goes here. */
  readonly log: string;
  readonly cwd?: string;
  /** Written to standard input, which is then closed. */
  readonly input?: string;
}

/** A program that runs until it is stopped, in a process group of its own. */
export interface RunningProcess {
  readonly pid: number;
  /** The exit status; a signal counts as 128. */
  readonly exited: Promise<number>;
  /** What it wrote to file descriptor 3, up to the first line end. */
  firstLine(): Promise<string>;
  /** Resolves with the first match of `pattern` in what it prints; fails when it ends before. */
  printed(pattern: RegExp): Promise<RegExpMatchArray>;
  stop(): Promise<void>;
}

/** How long a program may take to end when asked to, before it is made to. */
const GRACE_MS = 4000;

const groups = new Set<number>();
process.once('exit', () => {
  for (const pid of groups) signalGroup(pid, 'SIGKILL');
});

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone, which is what was wanted.
  }
}

/** Starts a program; it and all it started end with this process at the latest. */
export function startProcess(
  command: string,
  args: readonly string[],
  { env, log, cwd, input }: StartOptions,
): RunningProcess {
  const child = spawn(command, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...env },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} could not be started.`);
  groups.add(pid);
  const exited = exitOf(child, pid);
  const output = record(child, log);
  child.stdin.on('error', () => undefined);
  child.stdin.end(input ?? '');
  const found = (pattern: RegExp, read: () => string) =>
    Promise.race([matching(output.changed, read, pattern), failOnExit(exited, command, log)]);
  return {
    pid,
    exited,
    firstLine: async () => (await found(/^(.+)\n/, () => output.third))[1] ?? '',
    printed: (pattern) => found(pattern, () => output.text),
    stop: () => stopGroup(pid, exited),
  };
}

async function exitOf(child: ChildProcess, pid: number): Promise<number> {
  const [status] = (await once(child, 'exit')) as [number | null];
  groups.delete(pid);
  return status ?? 128;
}

async function failOnExit(exited: Promise<number>, command: string, log: string): Promise<never> {
  throw new Error(`${command} ended with status ${String(await exited)}; see ${log}`);
}

interface Output {
  text: string;
  third: string;
  readonly changed: (listener: () => void) => () => void;
}

function record(child: ChildProcess, log: string): Output {
  const file = createWriteStream(log, { flags: 'a' });
  const listeners = new Set<() => void>();
  const output: Output = {
    text: '',
    third: '',
    changed: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const tell = () => {
    for (const listener of listeners) listener();
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      file.write(chunk);
      output.text += chunk.toString();
      tell();
    });
  }
  (child.stdio[3] as Readable | null)?.on('data', (chunk: Buffer) => {
    output.third += chunk.toString();
    tell();
  });
  child.once('close', () => file.end());
  return output;
}

function matching(
  changed: Output['changed'],
  read: () => string,
  pattern: RegExp,
): Promise<RegExpMatchArray> {
  return new Promise((resolve) => {
    const look = () => {
      const match = read().match(pattern);
      if (match === null) return;
      forget();
      resolve(match);
    };
    const forget = changed(look);
    look();
  });
}

async function stopGroup(pid: number, exited: Promise<number>): Promise<void> {
  signalGroup(pid, 'SIGTERM');
  const patience = setTimeout(() => signalGroup(pid, 'SIGKILL'), GRACE_MS);
  await exited;
  clearTimeout(patience);
  // What it started may outlive it and hold files in a folder that is about to go.
  signalGroup(pid, 'SIGKILL');
}
