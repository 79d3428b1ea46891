import { SHORTCUT_IDS, SHORTCUTS, type ShortcutId } from '../../../vocabulary/shortcut.ts';

export { SHORTCUT_IDS, SHORTCUTS, type ShortcutId };

const CAPS: Readonly<Record<string, string>> = { shift: 'Shift', f1: 'F1', f2: 'F2' };
const MAC_CAPS: Readonly<Record<string, string>> = { mod: '⌘', shift: '⇧' };

/** The legends on the keys of a shortcut, for this platform. */
export const keyCaps = (id: ShortcutId, isMac: boolean): readonly string[] =>
  SHORTCUTS[id].keys.map(
    (key) =>
      (isMac ? MAC_CAPS[key] : undefined) ??
      (key === 'mod' ? 'Ctrl' : (CAPS[key] ?? key.toUpperCase())),
  );

/** What of a key event decides. */
export interface Stroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Whether a stroke is a shortcut's. A lone sign such as `?` asks for no modifier but what types it. */
export const matchesShortcut = (stroke: Stroke, id: ShortcutId, isMac: boolean): boolean => {
  const keys: readonly string[] = SHORTCUTS[id].keys;
  const mod = isMac ? stroke.metaKey : stroke.ctrlKey;
  const other = isMac ? stroke.ctrlKey : stroke.metaKey;
  if (stroke.key.toLowerCase() !== keys.at(-1) || stroke.altKey || other) return false;
  if (mod !== keys.includes('mod')) return false;
  return keys.length === 1 || stroke.shiftKey === keys.includes('shift');
};

/** The shortcut a stroke means, if any. */
export const shortcutOf = (stroke: Stroke, isMac: boolean): ShortcutId | undefined =>
  SHORTCUT_IDS.find((id) => matchesShortcut(stroke, id, isMac));
