import { createReadStream } from 'node:fs';
import { appendFile, open, readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { createQueue } from '../../../core/async/queue.ts';
import type { Clock } from '../../../core/port/system.ts';
import type { Ledger, LedgerEntry } from '../../../core/port/ledger.ts';
import type { Log } from '../../../core/port/log.ts';
import { parseConnectionId, type ConnectionId } from '../../../vocabulary/id.ts';
import { writeFault } from './write-fault.ts';
import { LEDGER_KINDS } from '../../../vocabulary/ledger-kind.ts';
import { epochMs, type EpochMs } from '../../../vocabulary/instant.ts';
import type { DeepReadonly, SameType } from '../../../vocabulary/same-type.ts';

/** Entries kept; when the file has twice as many lines it is rewritten with the newest, at start and while running. */
const LONGEST = 5000;

const instant = z.number().transform((value): EpochMs => epochMs(value));

const lineSchema = z.object({
  id: z.number(),
  at: instant,
  kind: z.enum(LEDGER_KINDS),
  connectionId: z
    .string()
    .refine((text): text is ConnectionId => parseConnectionId(text) !== undefined),
  subject: z.string(),
  host: z.string(),
  scope: z.array(z.string()),
  tokenHash: z.string().exactOptional(),
  obtainedAt: instant.exactOptional(),
  expiresAt: instant.exactOptional(),
  detail: z.string().exactOptional(),
  recipient: z.string().exactOptional(),
});

/** A member that an entry has and its line lacks, or the other way round, does not compile. @public */
export const LINE_IS_LEDGER_ENTRY: SameType<
  DeepReadonly<z.output<typeof lineSchema>>,
  DeepReadonly<LedgerEntry>
> = true;

/**
 * The ledger as JSON lines in a file of mode 0600. Only the file's end is read, however long it has
 * become. A line that cannot be read is passed over and stays in the file until the file is shortened.
 */
export const openFileLedger = async (
  path: string,
  clock: Clock,
  log: Log,
  onChange: (id: ConnectionId) => void,
): Promise<Ledger> => {
  const { entries, lines, isWhole, isTorn } = await readNewest(path);
  const inOrder = createQueue();
  const write = (action: () => Promise<void>): void => {
    inOrder(action).catch(() => log.warn('ledger.not-written'));
  };
  let inFile = lines;
  let clearing = 0;
  if (isTorn) write(() => append(path, ''));
  // In its turn before every entry of this run, so what it writes holds none that is yet to be appended.
  if (!isWhole) {
    const before = textOf(entries);
    write(async () => {
      const all = await countLines(path);
      if (all > 2 * LONGEST) await replace(path, before);
      else inFile += all - lines;
    });
  }
  let next = 1 + entries.reduce((highest, { id }) => Math.max(highest, id), 0);
  return {
    record(entry) {
      const line: LedgerEntry = { ...entry, id: next++, at: clock.now() };
      entries.push(line);
      if (entries.length > LONGEST) entries.shift();
      inFile += 1;
      // What is being cleared still stands in the entries, and must not be written again.
      if (inFile > 2 * LONGEST && clearing === 0) {
        const newest = textOf(entries);
        inFile = entries.length;
        write(() => replace(path, newest));
      } else write(() => append(path, JSON.stringify(line)));
      onChange(line.connectionId);
    },
    list: () => entries.toReversed(),
    async clear(id) {
      clearing += 1;
      try {
        await inOrder(() => clearLines(path, id));
      } finally {
        clearing -= 1;
      }
      const left = entries.filter(({ connectionId }) => connectionId !== id);
      entries.splice(0, entries.length, ...left);
      onChange(id);
    },
  };
};

const textOf = (entries: readonly LedgerEntry[]): string =>
  entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');

const PIECE = 256 * 1024;
const LINE_END = 0x0a;

interface Newest {
  readonly entries: LedgerEntry[];
  /** Lines that were read. */
  readonly lines: number;
  /** The whole file was read. */
  readonly isWhole: boolean;
  /** The last line was cut off, so the next one must not be written onto it. */
  readonly isTorn: boolean;
}

/** The newest entries, from the end of the file; none where there is no file. */
const readNewest = async (path: string): Promise<Newest> => {
  const { text, isWhole } = await readEnd(path).catch(() => ({ text: '', isWhole: true }));
  const lines = text.split('\n');
  const isTorn = lines.at(-1) !== '';
  const newest = lines.slice(-LONGEST - 1);
  return { entries: newest.flatMap(readEntry), lines: lines.length, isWhole, isTorn };
};

/** At least the last `LONGEST` lines, and the rest of a line before them. */
const readEnd = async (
  path: string,
): Promise<{ readonly text: string; readonly isWhole: boolean }> => {
  const file = await open(path, 'r');
  try {
    let { size: start } = await file.stat();
    let lines = 0;
    const pieces: Buffer[] = [];
    while (start > 0 && lines <= LONGEST) {
      const length = Math.min(PIECE, start);
      start -= length;
      const { buffer } = await file.read(Buffer.alloc(length), 0, length, start);
      lines += buffer.reduce((sum, byte) => sum + Number(byte === LINE_END), 0);
      pieces.unshift(buffer);
    }
    return { text: Buffer.concat(pieces).toString(), isWhole: start === 0 };
  } finally {
    await file.close();
  }
};

const countLines = async (path: string): Promise<number> => {
  let lines = 0;
  for await (const piece of createReadStream(path)) {
    for (const byte of piece as Buffer) if (byte === LINE_END) lines += 1;
  }
  return lines;
};

const append = (path: string, line: string): Promise<void> =>
  appendFile(path, `${line}\n`, { mode: 0o600 });

const readEntry = (line: string): LedgerEntry[] => {
  try {
    return [withNewWords(lineSchema.parse(JSON.parse(line)))];
  } catch {
    return [];
  }
};

/** The words for a revocation's outcome until November 2026. */
const OLD_OUTCOMES: ReadonlyMap<string | undefined, string> = new Map([
  ['dead', 'inactive'],
  ['alive', 'active'],
]);

const withNewWords = (entry: LedgerEntry): LedgerEntry => {
  const detail = entry.kind === 'revoked' ? OLD_OUTCOMES.get(entry.detail) : undefined;
  return detail === undefined ? entry : { ...entry, detail };
};

/** Rewrites the file without the lines of one connection; a line that cannot be read stays as it is. */
const clearLines = async (path: string, id: ConnectionId): Promise<void> => {
  try {
    const lines = (await readFile(path, 'utf8')).split('\n');
    const left = lines.filter((line) => readEntry(line)[0]?.connectionId !== id);
    await replace(path, left.join('\n'));
  } catch (cause) {
    // Nothing was written yet, or somebody took the file away: there is nothing of it left.
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return;
    throw writeFault(cause);
  }
};

/** Into a new file that takes the old one's place: a crash in between loses nothing. */
const replace = async (path: string, text: string): Promise<void> => {
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await rename(`${path}.new`, path);
};
