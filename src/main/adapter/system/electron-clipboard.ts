// A namespace import: runtimes before Electron 44 do not export `ClipboardItem`, and a named import
// of a missing export does not link.
import * as electron from 'electron';
import type { ClipboardMarkers, ClipboardSystem, TextHolder } from './clipboard.ts';

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

/** The clipboard before Electron 44: it names the selection by an argument. */
interface FormerClipboard {
  readText(type: 'selection'): string;
  clear(type: 'selection'): void;
}

const hasSelection = (clipboard: object): boolean => 'selection' in clipboard;

const selection = (): TextHolder => {
  if (hasSelection(electron.clipboard)) return electron.clipboard.selection;
  const former = electron.clipboard as unknown as FormerClipboard;
  return {
    readText: () => former.readText('selection'),
    clear: () => former.clear('selection'),
  };
};

/**
 * Electron's clipboard, with the selection of X11 and Wayland on Linux. Before 44 it cannot write
 * text and a native format in one step, so there the text goes without its markers.
 */
export const electronClipboard = (platform: NodeJS.Platform): ClipboardSystem => ({
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
  ...(platform === 'linux' ? { selection: selection() } : {}),
});
