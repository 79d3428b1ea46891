import { createHash } from 'node:crypto';
import { createQueue } from '../../../core/async/queue.ts';
import { ValetKeyError } from '../../../core/fault/valet-key-error.ts';
import type { Clipboard } from '../../../core/port/clipboard.ts';
import type { Clock } from '../../../core/port/clock.ts';
import type { Seconds } from '../../../vocabulary/instant.ts';

/** Native format names and what to put under them. */
export type ClipboardMarkers = Readonly<Record<string, Uint8Array>>;

/** The system's clipboard as this adapter needs it. Every method may answer now or later. */
export interface ClipboardSystem {
  /** Writes `text` and, in the same step where the system can, data under native format names. */
  write(text: string, markers: ClipboardMarkers): Promise<void> | void;
  readText(): Promise<string> | string;
  clear(): Promise<void> | void;
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

/** Only a digest is kept: remembering the text itself would keep the secret alive. */
const digest = (text: string): string => createHash('sha256').update(text).digest('base64');

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

/** The system's clipboard, one thing at a time: a lock that comes during a copy clears that copy. */
export const createClipboard = ({ system, clock, platform }: Parts): Clipboard => {
  let ours: string | undefined;
  let waiting = new AbortController();
  const inOrder = createQueue();

  const clearIfOurs = (): Promise<void> =>
    inOrder(async () => {
      waiting.abort();
      if (ours === undefined) return;
      const still = digest(await system.readText()) === ours;
      ours = undefined;
      if (still) await system.clear();
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
        ours = digest(text);
        // Before the write: also what was refused may have arrived in part.
        void clearLater(clearAfter, waiting.signal);
        await writeChecked(system, text, historyMarkers(platform));
      }),
  };
};
