import { appendFile, readFile, rename, writeFile } from 'node:fs/promises';
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

/** Lines kept; when twice as many are in the file it is rewritten with the newest. */
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
 * The ledger as JSON lines in a file of mode 0600. A line that cannot be read is passed over and
 * stays in the file until the file is shortened.
 */
export const openFileLedger = async (
  path: string,
  clock: Clock,
  log: Log,
  onChange: () => void,
): Promise<Ledger> => {
  const { entries, isTorn } = await readEntries(path);
  const inOrder = createQueue();
  const write = (action: () => Promise<void>): void => {
    inOrder(action).catch(() => log.warn('ledger.not-written'));
  };
  if (isTorn) write(() => append(path, ''));
  if (entries.length > 2 * LONGEST) {
    entries.splice(0, entries.length - LONGEST);
    const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    write(() => replace(path, text));
  }
  let next = 1 + Math.max(0, ...entries.map(({ id }) => id));
  return {
    record(entry) {
      const line: LedgerEntry = { ...entry, id: next++, at: clock.now() };
      entries.push(line);
      if (entries.length > LONGEST) entries.shift();
      write(() => append(path, JSON.stringify(line)));
      onChange();
    },
    list: () => entries.toReversed(),
    async clear(id) {
      await inOrder(() => clearLines(path, id));
      const left = entries.filter(({ connectionId }) => connectionId !== id);
      entries.splice(0, entries.length, ...left);
      onChange();
    },
  };
};

/** `isTorn`: the last line was cut off, so the next one must not be written onto it. */
const readEntries = async (
  path: string,
): Promise<{ readonly entries: LedgerEntry[]; readonly isTorn: boolean }> => {
  const text = await readFile(path, 'utf8').catch(() => '');
  const entries = text
    .split('\n')
    .flatMap(readEntry)
    .slice(-2 * LONGEST - 1);
  return { entries, isTorn: text !== '' && !text.endsWith('\n') };
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
