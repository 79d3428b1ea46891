// A namespace import: runtimes before Electron 44 do not export `ClipboardItem`, and a named import
// of a missing export does not link.
import * as electron from 'electron';
import type { ClipboardMarkers, ClipboardSystem } from './clipboard.ts';

/** Takes `object`, or TypeScript believes its types over the older runtimes. */
const writesItems = (runtime: object): boolean => 'ClipboardItem' in runtime;

/** How Electron spells a native format name. */
const nativeFormat = (name: string): string => `electron application/osclipboard;format="${name}"`;

const itemOf = (text: string, markers: ClipboardMarkers): electron.ClipboardItem => {
  const native = Object.entries(markers).map(
    ([name, bytes]) => [nativeFormat(name), new Blob([new Uint8Array(bytes)])] as const,
  );
  return new electron.ClipboardItem({ 'text/plain': text, ...Object.fromEntries(native) });
};

/**
 * Electron's clipboard. Before 44 it cannot write text and a native format in one act, so there the
 * text goes without its markers.
 */
export const electronClipboard = (): ClipboardSystem => ({
  write: async (text, markers) => {
    if (!writesItems(electron)) return electron.clipboard.writeText(text);
    try {
      await electron.clipboard.write([itemOf(text, markers)]);
    } catch {
      // A system that refuses the markers still gets what the person asked for.
      await electron.clipboard.writeText(text);
    }
  },
  readText: () => electron.clipboard.readText(),
  clear: () => {
    electron.clipboard.clear();
  },
});
