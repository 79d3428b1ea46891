/** One thing a key can do, in the words of the cheat sheet and of the palette. */
export interface ShortcutWords {
  readonly label: string;
  readonly group: 'Everywhere' | 'Go to' | 'This connection';
  /** None where only the palette has it. `mod` is Ctrl, or Command on macOS. The last part is `KeyboardEvent.key` in lower case. */
  readonly keys: readonly string[];
}

const shortcut = (
  group: ShortcutWords['group'],
  label: string,
  ...keys: readonly string[]
): ShortcutWords => ({ group, label, keys });

/** The keyboard map, whole. */
export const SHORTCUTS = {
  palette: shortcut('Everywhere', 'Find anything', 'mod', 'k'),
  search: shortcut('Everywhere', 'Search connections', 'mod', 'f'),
  add: shortcut('Everywhere', 'Add a connection', 'mod', 'n'),
  playground: shortcut('Everywhere', 'Sign in to the playground', 'mod', 'shift', 'p'),
  revokeAll: shortcut('Everywhere', 'Revoke everything…'),
  lock: shortcut('Everywhere', 'Lock', 'mod', 'l'),
  help: shortcut('Everywhere', 'Keyboard shortcuts', '?'),
  home: shortcut('Go to', 'Home', 'mod', '1'),
  access: shortcut('Go to', 'Access', 'mod', '2'),
  inspector: shortcut('Go to', 'Token inspector', 'mod', '3'),
  flow: shortcut('Go to', 'Flow', 'mod', '4'),
  activity: shortcut('Go to', 'Activity', 'mod', '5'),
  advice: shortcut('Go to', 'Advice', 'mod', '6'),
  settings: shortcut('Go to', 'Settings', 'mod', ','),
  copy: shortcut('This connection', 'Copy the access token', 'mod', 'shift', 'c'),
  reveal: shortcut('This connection', 'Reveal or hide the access token', 'mod', 'shift', 'e'),
  refresh: shortcut('This connection', 'Refresh the access token', 'mod', 'shift', 'u'),
  rename: shortcut('This connection', 'Rename', 'f2'),
} as const satisfies Readonly<Record<string, ShortcutWords>>;

export type ShortcutId = keyof typeof SHORTCUTS;

/** All of them, in the order of the cheat sheet. */
export const SHORTCUT_IDS = Object.keys(SHORTCUTS).filter((id): id is ShortcutId =>
  Object.hasOwn(SHORTCUTS, id),
);

const CAPS: Readonly<Record<string, string>> = { shift: 'Shift', f2: 'F2' };
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
export const isStrokeOf = (stroke: Stroke, id: ShortcutId, isMac: boolean): boolean => {
  const keys: readonly string[] = SHORTCUTS[id].keys;
  const mod = isMac ? stroke.metaKey : stroke.ctrlKey;
  const other = isMac ? stroke.ctrlKey : stroke.metaKey;
  if (stroke.key.toLowerCase() !== keys.at(-1) || stroke.altKey || other) return false;
  if (mod !== keys.includes('mod')) return false;
  return keys.length === 1 || stroke.shiftKey === keys.includes('shift');
};

/** The shortcut a stroke means, if any. */
export const shortcutOf = (stroke: Stroke, isMac: boolean): ShortcutId | undefined =>
  SHORTCUT_IDS.find((id) => isStrokeOf(stroke, id, isMac));
