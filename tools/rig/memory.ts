import type { ElectronApplication } from '@playwright/test';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { found, type Marked } from './search.ts';

/** A process of the app, by Electron's word for what it is for. */
export interface AppProcess {
  readonly pid: number;
  readonly name: string;
}

/** The main process and all that it started. */
export const processesOf = (main: ElectronApplication): Promise<readonly AppProcess[]> =>
  main.evaluate(({ app }) =>
    app.getAppMetrics().map(({ pid, type, name }) => ({ pid, name: name ?? type })),
  );

interface Range {
  readonly start: number;
  readonly end: number;
}

/** What a process can write to: its heaps and stacks, and not its program. proc(5) */
const writableRanges = (pid: number): readonly Range[] =>
  readFileSync(`/proc/${String(pid)}/maps`, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, start = '', end = ''] = /^([\da-f]+)-([\da-f]+) rw/.exec(line) ?? [];
      return end === '' ? [] : [{ start: parseInt(start, 16), end: parseInt(end, 16) }];
    });

const CHUNK = 4 * 1024 * 1024;
/** More than any spelling of a value that is looked for. */
const OVERLAP = 4096;

/** Which of the marked values stand in the memory of a process, also in memory that it has freed. Linux only. */
export function foundInMemory(
  { pid, name }: AppProcess,
  marked: readonly Marked[],
): readonly string[] {
  const memory = openSync(`/proc/${String(pid)}/mem`, 'r');
  const chunk = Buffer.alloc(CHUNK + OVERLAP);
  const all = new Set<string>();
  try {
    for (const { start, end } of writableRanges(pid)) {
      for (let at = start; at < end; at += CHUNK) {
        const length = readOf(memory, chunk, Math.min(chunk.length, end - at), at);
        for (const one of found(`the memory of ${name}`, chunk.subarray(0, length), marked)) {
          all.add(one);
        }
      }
    }
  } finally {
    closeSync(memory);
  }
  return [...all];
}

const readOf = (file: number, into: Buffer, length: number, position: number): number => {
  try {
    return readSync(file, into, 0, length, position);
  } catch {
    // Mapped, and not to be read: a guard, or a device.
    return 0;
  }
};
