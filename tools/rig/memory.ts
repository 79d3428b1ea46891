import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';

/** One process of a program and what it is for: Chromium names all but the first by `--type` and `--utility-sub-type`. */
export interface ProcessPart {
  readonly pid: number;
  readonly name: string;
}

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // The process has ended, or it is none of ours.
    return '';
  }
};

const nameOf = (pid: number): string => {
  const args = textOf(`/proc/${String(pid)}/cmdline`).split(/[\0 ]/);
  const valueOf = (name: string) =>
    args.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
  return valueOf('utility-sub-type') ?? valueOf('type') ?? 'main';
};

/** A process and all that it started, of /proc. Linux only. */
export function processesOf(pid: number): readonly ProcessPart[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({
      pid: Number(name),
      parent: Number(/\) \S (\d+)/.exec(textOf(`/proc/${name}/stat`))?.[1]),
    }));
  const found = [pid];
  for (const one of found) {
    found.push(...parents.filter(({ parent }) => parent === one).map((child) => child.pid));
  }
  return found.map((one) => ({ pid: one, name: nameOf(one) }));
}

interface Range {
  readonly start: number;
  readonly end: number;
  readonly what: string;
}

/** What a process can write to: its heaps and stacks, and not its program. proc(5) */
const writableRanges = (pid: number): readonly Range[] =>
  textOf(`/proc/${String(pid)}/maps`)
    .split('\n')
    .flatMap((line) => {
      const parts = /^([\da-f]+)-([\da-f]+) (\S+) \S+ \S+ \S+ *(.*)$/.exec(line);
      if (parts === null) return [];
      const [, start = '', end = '', flags = '', what = ''] = parts;
      const range = { start: parseInt(start, 16), end: parseInt(end, 16), what };
      return flags.startsWith('rw') && what !== '[vvar]' ? [range] : [];
    });

const CHUNK = 4 * 1024 * 1024;

/** Where a text was found: its name, and what the kernel calls the memory. */
export interface FoundText {
  readonly name: string;
  readonly where: string;
}

/** Every place in a process's memory where one of the texts stands, in freed memory too. */
export function foundInMemory(
  pid: number,
  texts: Readonly<Record<string, string>>,
): readonly FoundText[] {
  const needles = Object.entries(texts).map(([name, text]) => ({
    name,
    spellings: spellingsOf(text),
  }));
  const overlap = Math.max(...needles.flatMap(({ spellings }) => spellings.map((s) => s.length)));
  const found: FoundText[] = [];
  const memory = openSync(`/proc/${String(pid)}/mem`, 'r');
  const chunk = Buffer.alloc(CHUNK + overlap);
  try {
    for (const { start, end, what } of writableRanges(pid)) {
      for (let at = start; at < end; at += CHUNK) {
        const wanted = Math.min(chunk.length, end - at);
        const bytes = chunk.subarray(0, readOf(memory, chunk, wanted, at));
        for (const { name, spellings } of needles) {
          const times = spellings.reduce((sum, text) => sum + occurrences(bytes, text), 0);
          for (let i = 0; i < times; i += 1) found.push({ name, where: what });
        }
      }
    }
  } finally {
    closeSync(memory);
  }
  return found;
}

/** A text of V8 has one byte a character, or two; in the keychain's items it is base64url. */
const spellingsOf = (text: string): readonly Buffer[] => [
  Buffer.from(text, 'latin1'),
  Buffer.from(text, 'utf16le'),
  Buffer.from(Buffer.from(text).toString('base64url').slice(0, -4)),
];

const readOf = (file: number, into: Buffer, length: number, position: number): number => {
  try {
    return readSync(file, into, 0, length, position);
  } catch {
    // A page that is mapped and cannot be read: a guard, or a device.
    return 0;
  }
};

/** Those that begin in the first `CHUNK` bytes: what begins later is in the next chunk. */
const occurrences = (bytes: Buffer, text: Buffer): number => {
  let count = 0;
  let at = bytes.indexOf(text);
  while (at !== -1 && at < CHUNK) {
    count += 1;
    at = bytes.indexOf(text, at + 1);
  }
  return count;
};
