/** One thing a person can ask the window to do, in the words of menus, cheat sheet and palette. */
export interface ShortcutWords {
  readonly label: string;
  readonly group: 'Everywhere' | 'Go to' | 'This connection';
  /** None where only palette and menus have it. `mod` is Ctrl, or Command on macOS. The last part is `KeyboardEvent.key` in lower case. */
  readonly keys: readonly string[];
}

const shortcut = (
  group: ShortcutWords['group'],
  label: string,
  ...keys: readonly string[]
): ShortcutWords => ({ group, label, keys });

/** The keyboard map, whole: the page listens by it, and the native menus show it. */
export const SHORTCUTS = {
  palette: shortcut('Everywhere', 'Find anything', 'mod', 'k'),
  search: shortcut('Everywhere', 'Search connections', 'mod', 'f'),
  sidebar: shortcut('Everywhere', 'Show or hide the sidebar', 'mod', 'b'),
  add: shortcut('Everywhere', 'Add a connection', 'mod', 'n'),
  playground: shortcut('Everywhere', 'Sign in to the playground', 'mod', 'shift', 'p'),
  revokeAll: shortcut('Everywhere', 'Revoke everything…'),
  lock: shortcut('Everywhere', 'Lock', 'mod', 'l'),
  guide: shortcut('Everywhere', 'Guide', 'f1'),
  help: shortcut('Everywhere', 'Keyboard shortcuts', '?'),
  home: shortcut('Go to', 'Home', 'mod', '1'),
  access: shortcut('Go to', 'Access', 'mod', '2'),
  inspector: shortcut('Go to', 'Token inspector', 'mod', '3'),
  flow: shortcut('Go to', 'Flow', 'mod', '4'),
  activity: shortcut('Go to', 'Activity', 'mod', '5'),
  advice: shortcut('Go to', 'Advice', 'mod', '6'),
  settings: shortcut('Go to', 'Settings', 'mod', ','),
  about: shortcut('Go to', 'About Valet Key'),
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
