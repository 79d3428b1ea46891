import type { Page } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A value and what to call it where it is found. */
export interface Marked {
  readonly name: string;
  readonly value: string;
}

/** The spellings in which a value may have been written down. */
function spellings(value: string): readonly Buffer[] {
  const bytes = Buffer.from(value);
  // The last characters of base64 depend on what follows, so they are left out.
  const base64 = (encoding: 'base64' | 'base64url') => bytes.toString(encoding).slice(0, -4);
  return [
    bytes,
    Buffer.from(value, 'utf16le'),
    Buffer.from(base64('base64')),
    Buffer.from(base64('base64url')),
    Buffer.from(bytes.toString('hex')),
    Buffer.from(encodeURIComponent(value)),
  ];
}

/** Which of the marked values `bytes` holds, in any spelling; says where. */
export function found(where: string, bytes: Buffer, marked: readonly Marked[]): readonly string[] {
  return marked
    .filter(({ value }) => spellings(value).some((spelling) => bytes.includes(spelling)))
    .map(({ name }) => `${name} in ${where}`);
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    // A temporary file may be gone, and a socket cannot be read.
    return Buffer.alloc(0);
  }
}

/** Searches every file below a folder. */
export function foundInFiles(folder: string, marked: readonly Marked[]): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((file) => found(file, read(file), marked));
}

/** Searches the command line and environment of every process of a desktop. */
export function foundInProcesses(folder: string, marked: readonly Marked[]): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({
      pid,
      text: Buffer.concat(['cmdline', 'environ'].map((part) => read(join('/proc', pid, part)))),
    }))
    .filter(({ text }) => text.includes(folder))
    .flatMap(({ pid, text }) => found(`process ${pid}`, text, marked));
}

/** Everything that is alive on the page's heap, after a garbage collection. */
export async function heapOf(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const chunks: Buffer[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(Buffer.from(chunk)));
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return Buffer.concat(chunks);
}
