import { createHash } from 'node:crypto';
import type { Clipboard } from '../../../core/port/clipboard.ts';
import type { Clock } from '../../../core/port/clock.ts';
import type { Seconds } from '../../../vocabulary/instant.ts';
import type { ClipboardMarkers, ClipboardSystem } from './clipboard-system.ts';

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

/** A clipboard that takes its secrets back. */
export interface SelfClearingClipboard extends Clipboard {
  /** Clears the clipboard if what we copied is still there. Called when the program locks or quits. */
  clearIfOurs(): Promise<void>;
}

export const createClipboard = (parts: {
  readonly system: ClipboardSystem;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly platform: NodeJS.Platform;
}): SelfClearingClipboard => {
  let ours: string | undefined;
  let waiting = new AbortController();

  const clearIfOurs = async (): Promise<void> => {
    waiting.abort();
    if (ours === undefined) return;
    const still = digest(await parts.system.readText()) === ours;
    ours = undefined;
    if (still) await parts.system.clear();
  };
  const clearLater = async (delay: Seconds, signal: AbortSignal): Promise<void> => {
    try {
      await parts.clock.sleep(delay, signal);
    } catch {
      return; // A newer copy, or the end of the program, has taken over.
    }
    await clearIfOurs().catch(() => undefined);
  };

  return {
    clearIfOurs,
    copyText: async (text) => {
      await parts.system.write(text, {});
    },
    copySecret: async (text, clearAfter) => {
      waiting.abort();
      waiting = new AbortController();
      ours = digest(text);
      await parts.system.write(text, historyMarkers(parts.platform));
      void clearLater(clearAfter, waiting.signal);
    },
  };
};
