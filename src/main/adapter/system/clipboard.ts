import { createHash } from 'node:crypto';
import { createQueue } from '../../../core/async/queue.ts';
import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';
import type { Clipboard } from '../../../core/port/clipboard.ts';
import type { Clock } from '../../../core/port/system.ts';
import type { Seconds } from '../../../vocabulary/instant.ts';

/** Native format names and what to put under them. */
export type ClipboardMarkers = Readonly<Record<string, Uint8Array>>;

/** A place that holds text for others to paste. Every method may answer now or later. */
export interface TextHolder {
  readText(): Promise<string> | string;
  clear(): Promise<void> | void;
}

/** The system's clipboard as this adapter needs it. */
export interface ClipboardSystem extends TextHolder {
  /** Writes `text` and, in the same step where the system can, data under native format names. */
  write(text: string, markers: ClipboardMarkers): Promise<void> | void;
  /** What the middle button pastes, on X11 and Wayland: whatever was selected last, in any program. */
  readonly selection?: TextHolder;
}

/** A Windows DWORD of zero. */
const ZERO = new Uint8Array(4);
const EMPTY = new Uint8Array(0);

/** What clipboard histories and managers look for before they keep something. */
export const historyMarkers = (platform: NodeJS.Platform): ClipboardMarkers => {
  switch (platform) {
    case 'win32':
      return {
        ExcludeClipboardContentFromMonitorProcessing: ZERO,
        CanIncludeInClipboardHistory: ZERO,
        CanUploadToCloudClipboard: ZERO,
      };
    case 'darwin':
      return { 'org.nspasteboard.ConcealedType': EMPTY };
    default:
      return { 'x-kde-passwordManagerHint': new TextEncoder().encode('secret') };
  }
};

/** Only digests are kept: remembering the text itself would keep the secret alive. */
const digest = (text: string): string => createHash('sha256').update(text).digest('base64');

/** Shorter words of a copied text are no tokens. */
const SHORTEST_TOKEN = 16;
/** More than any copied request has; a selection may be a whole file. */
const MOST_WORDS = 10_000;

/** Of a URL, without its scheme: no secret, and a person may well have selected it. */
const isAddress = (word: string): boolean => word.startsWith('//');

/** Digests of the words in a text that may be tokens, wherever quotes, colons and blanks part them. */
const wordDigests = (text: string): ReadonlySet<string> => {
  const digests = new Set<string>();
  for (const [word] of text.matchAll(/[\w.~+/=-]+/g)) {
    if (word.length >= SHORTEST_TOKEN && !isAddress(word)) digests.add(digest(word));
    if (digests.size >= MOST_WORDS) break;
  }
  return digests;
};

/** What was copied: the whole text, and the words of it. */
interface Copied {
  readonly whole: string;
  readonly words: ReadonlySet<string>;
}

interface Parts {
  readonly system: ClipboardSystem;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly platform: NodeJS.Platform;
}

/** Writes and believes only what reads back; a clipboard that cannot be read is believed. */
const writeChecked = async (
  system: ClipboardSystem,
  text: string,
  markers: ClipboardMarkers,
): Promise<void> => {
  try {
    await system.write(text, markers);
  } catch (cause) {
    throw new ValetKeyError('VK_CLIPBOARD_REFUSED', { cause });
  }
  let found: string;
  try {
    found = await system.readText();
  } catch {
    return;
  }
  if (found !== text) throw new ValetKeyError('VK_CLIPBOARD_REFUSED');
};

const clearIf = async (
  holder: TextHolder | undefined,
  isOurs: (text: string) => boolean,
): Promise<void> => {
  if (holder !== undefined && isOurs(await holder.readText())) await holder.clear();
};

const holdsAny =
  (words: ReadonlySet<string>) =>
  (text: string): boolean =>
    [...wordDigests(text)].some((one) => words.has(one));

/** The system's clipboard, one thing at a time: a lock that comes during a copy clears that copy. */
export const createClipboard = ({ system, clock, platform }: Parts): Clipboard => {
  let ours: Copied | undefined;
  let waiting = new AbortController();
  const inOrder = createQueue();

  const clearIfOurs = (): Promise<void> =>
    inOrder(async () => {
      waiting.abort();
      if (ours === undefined) return;
      const { whole, words } = ours;
      // A selection that cannot be read is no reason to leave the clipboard as it is.
      await clearIf(system.selection, holdsAny(words)).catch(() => undefined);
      await clearIf(system, (text) => digest(text) === whole);
      ours = undefined;
    });
  const clearLater = async (delay: Seconds, signal: AbortSignal): Promise<void> => {
    try {
      await clock.sleep(delay, signal);
    } catch {
      return; // A newer copy, or the end of the program, has taken over.
    }
    await clearIfOurs().catch(() => undefined);
  };

  return {
    clearIfOurs,
    copyText: (text) => inOrder(() => writeChecked(system, text, {})),
    copySecret: (text, clearAfter) =>
      inOrder(async () => {
        waiting.abort();
        waiting = new AbortController();
        ours = { whole: digest(text), words: wordDigests(text) };
        // Before the write: also what was refused may have arrived in part.
        void clearLater(clearAfter, waiting.signal);
        await writeChecked(system, text, historyMarkers(platform));
      }),
  };
};
