import { afterEach, describe, expect, test, vi } from 'vitest';
import { historyMarkers } from '../../../../src/main/adapter/system/clipboard.ts';

/** What the runtime exports; each test puts its own there. */
const electron = vi.hoisted((): { clipboard?: unknown; ClipboardItem?: unknown } => ({}));
// Electron's exports are missing, not undefined, in older runtimes.
vi.mock('electron', () => electron);
const { electronClipboard } =
  await import('../../../../src/main/adapter/system/electron-clipboard.ts');

const SECRET = 'canary-access-token';
const KDE_FORMAT = 'electron application/osclipboard;format="x-kde-passwordManagerHint"';

type Content = Readonly<Record<string, string | Blob>>;

class Item {
  readonly content: Content;
  constructor(content: Content) {
    this.content = content;
  }
}

/** Electron from 44 on: items with native formats, and the selection as a clipboard of its own. */
const installCurrent = () => {
  const calls = {
    write: vi.fn<(items: readonly Item[]) => Promise<void>>().mockResolvedValue(),
    writeText: vi.fn<(text: string) => Promise<void>>().mockResolvedValue(),
    readText: vi.fn(() => Promise.resolve('copied')),
    clear: vi.fn(),
    selection: { readText: vi.fn(() => Promise.resolve('selected')), clear: vi.fn() },
  };
  electron.ClipboardItem = Item;
  electron.clipboard = calls;
  return calls;
};

/** Electron before 44: text alone, and the selection by an argument. */
const installFormer = () => {
  const calls = {
    writeText: vi.fn(),
    readText: vi.fn((type?: string) => (type === 'selection' ? 'selected' : 'copied')),
    clear: vi.fn(),
  };
  electron.clipboard = calls;
  return calls;
};

afterEach(() => {
  delete electron.ClipboardItem;
  delete electron.clipboard;
});

describe('Electron’s clipboard', () => {
  test('writes the text and the marks for clipboard histories in one step', async () => {
    const { write, writeText } = installCurrent();
    await electronClipboard('linux').write(SECRET, historyMarkers('linux'));
    const [item] = write.mock.calls[0]?.[0] ?? [];
    expect(Object.keys(item?.content ?? {})).toEqual(['text/plain', KDE_FORMAT]);
    expect(item?.content['text/plain']).toBe(SECRET);
    expect(await (item?.content[KDE_FORMAT] as Blob).text()).toBe('secret');
    expect(writeText).not.toHaveBeenCalled();
  });

  test('writes the text alone where the system refuses the marks', async () => {
    const { write, writeText } = installCurrent();
    write.mockRejectedValue(new Error('no such format'));
    await electronClipboard('linux').write(SECRET, historyMarkers('linux'));
    expect(writeText.mock.calls).toEqual([[SECRET]]);
  });

  test('writes the text alone in a runtime that knows no items', async () => {
    const { writeText } = installFormer();
    await electronClipboard('linux').write(SECRET, historyMarkers('linux'));
    expect(writeText.mock.calls).toEqual([[SECRET]]);
  });

  test.each([
    ['a current runtime', installCurrent],
    ['a runtime before 44', installFormer],
  ])('is read and cleared in %s', async (_what, install) => {
    const { clear } = install();
    const system = electronClipboard('win32');
    expect(await system.readText()).toBe('copied');
    await system.clear();
    expect(clear.mock.calls).toEqual([[]]);
  });

  test('reads and clears the selection of Linux, and not the clipboard in its place', async () => {
    const { clear, selection } = installCurrent();
    const system = electronClipboard('linux');
    expect(await system.selection?.readText()).toBe('selected');
    await system.selection?.clear();
    expect(selection.clear).toHaveBeenCalledOnce();
    expect(clear).not.toHaveBeenCalled();
  });

  test('names the selection of Linux by an argument in a runtime before 44', async () => {
    const { clear } = installFormer();
    const system = electronClipboard('linux');
    expect(await system.selection?.readText()).toBe('selected');
    await system.selection?.clear();
    expect(clear.mock.calls).toEqual([['selection']]);
  });

  test.each(['win32', 'darwin'] as const)('%s has no selection', (platform) => {
    installCurrent();
    expect(electronClipboard(platform).selection).toBeUndefined();
  });
});
