import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { Child, ChildEnd, OutputFilter } from './platform.ts';

/** What a terminal or a service manager sends, and the child is to decide about. */
const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** Folders that the system keeps in memory come first. */
const memoryFolder = (): string => {
  const candidates = [process.env['XDG_RUNTIME_DIR'], '/dev/shm'];
  const isFolder = (path: string): boolean => {
    try {
      return statSync(path).isDirectory();
    } catch {
      return false;
    }
  };
  return candidates.find((path) => path !== undefined && path !== '' && isFolder(path)) ?? tmpdir();
};

/** A descriptor of a file that nobody else can open: it has no name any more when the child starts. */
const namelessFile = (text: string): number => {
  const folder = mkdtempSync(join(memoryFolder(), 'valet-key-'));
  try {
    const path = join(folder, 'given');
    writeFileSync(path, text, { mode: 0o600 });
    return openSync(path, 'r');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Passes a child's output on through a filter, as fast as the reader takes it. */
const passOn = async (from: Readable, to: Writable, filter: OutputFilter): Promise<void> => {
  const write = async (bytes: string): Promise<void> => {
    if (bytes === '' || to.destroyed) return;
    if (!to.write(Buffer.from(bytes, 'latin1'))) {
      await new Promise<void>((resolve) => {
        to.once('drain', resolve);
        to.once('close', resolve);
      });
    }
  };
  try {
    for await (const piece of from as AsyncIterable<Buffer>) {
      await write(filter.push(piece.toString('latin1')));
    }
  } catch {
    // The child closed its end.
  }
  await write(filter.end());
};

/** Resolves when the process has ended, however its output fares. */
const childEnd = (running: ChildProcess): Promise<ChildEnd> =>
  new Promise((resolve) => {
    running.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ kind: error.code === 'ENOENT' ? 'not-found' : 'not-runnable' }),
    );
    running.once('exit', (code, signal) =>
      resolve(
        signal === null
          ? { kind: 'exited', code: code ?? 1 }
          : { kind: 'signalled', number: constants.signals[signal] },
      ),
    );
  });

const passSignalsOn = (running: ChildProcess): (() => void) => {
  const listeners = PASSED_ON.map((signal) => {
    const listener = (): void => void running.kill(signal);
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  return () => listeners.forEach((remove) => remove());
};

const connectDescriptor = (child: Child, running: ChildProcess): void => {
  const { descriptor } = child;
  if (descriptor === undefined || !('stream' in descriptor)) return;
  const pipe = running.stdio[3] as Writable | null | undefined;
  // A child that does not read it, or has ended, is no failure of ours.
  pipe?.on('error', () => undefined);
  descriptor.stream.write = (text) => {
    if (pipe?.writable === true) pipe.write(text);
  };
};

/** What the child gets on its descriptors; `file` is ours to close once it runs. */
const descriptorsOf = ({ descriptor, filter }: Child): { stdio: StdioOptions; file?: number } => {
  const output = filter === undefined ? 'inherit' : 'pipe';
  const standard = ['inherit', output, output] as const;
  if (descriptor === undefined) return { stdio: [...standard] };
  if (!('text' in descriptor)) return { stdio: [...standard, 'pipe'] };
  const file = namelessFile(descriptor.text);
  return { stdio: [...standard, file], file };
};

const outputsOf = (running: ChildProcess, filter: Child['filter']): readonly Promise<void>[] => {
  const { stdout, stderr } = running;
  if (filter === undefined || stdout === null || stderr === null) return [];
  return [passOn(stdout, process.stdout, filter()), passOn(stderr, process.stderr, filter())];
};

/** Runs a program with the terminal of this one, its output filtered if asked. */
export const runChild = async (child: Child): Promise<ChildEnd> => {
  const { stdio, file } = descriptorsOf(child);
  const running = spawn(child.command, child.arguments, {
    env: { ...process.env, ...child.environment },
    stdio,
  });
  if (file !== undefined) closeSync(file);
  const stopPassing = passSignalsOn(running);
  running.once('spawn', () => child.onStart?.());
  connectDescriptor(child, running);
  const outputs = outputsOf(running, child.filter);
  const end = await childEnd(running);
  if (end.kind === 'exited' || end.kind === 'signalled') await Promise.all(outputs);
  running.stdio[3]?.destroy();
  stopPassing();
  return end;
};
