import { useContext, useState } from 'react';
import { useCommand } from '../bridge/use-command.ts';
import { useEvent } from '../bridge/use-event.ts';
import { isAsked, ShortcutsContext, useShortcut } from '../kit/shortcuts.ts';
import type { Selection } from './selection.ts';
import type { SignInStart } from './use-sign-in-start.ts';

/** What is laid over the window: the palette, the keyboard map, the guide, what this program is, or nothing. */
export type Overlay = 'palette' | 'help' | 'guide' | 'about' | undefined;

/** Offers every shortcut that belongs to the window as a whole; returns what it has opened. */
export const useWindowShortcuts = (
  signInStart: SignInStart,
  onSelect: (selection: Selection) => void,
): readonly [Overlay, (overlay: Overlay) => void] => {
  const [overlay, setOverlay] = useState<Overlay>();
  useShortcut('palette', () => setOverlay('palette'));
  useShortcut('help', () => setOverlay('help'));
  useShortcut('guide', () => setOverlay('guide'));
  useShortcut('about', () => setOverlay('about'));
  const { run: lock } = useCommand('app.lock');
  useShortcut('lock', () => void lock({}));
  useShortcut('add', () => signInStart.openForm());
  useShortcut('playground', signInStart.startPlayground);
  useShortcut('home', () => onSelect({ kind: 'page', page: 'home' }));
  useShortcut('inspector', () => onSelect({ kind: 'page', page: 'inspector' }));
  useShortcut('flow', () => onSelect({ kind: 'page', page: 'flow' }));
  useShortcut('activity', () => onSelect({ kind: 'page', page: 'activity' }));
  useShortcut('access', () => onSelect({ kind: 'page', page: 'access' }));
  useShortcut('advice', () => onSelect({ kind: 'page', page: 'advice' }));
  useShortcut('settings', () => onSelect({ kind: 'page', page: 'settings' }));
  useChosenActions();
  return [overlay, setOverlay];
};

/** What native menu, tray or notification ask for is done as if its key had been pressed. */
const useChosenActions = (): void => {
  const shortcuts = useContext(ShortcutsContext);
  useEvent('action.chosen', ({ action }) => {
    if (!isAsked()) shortcuts.run(action);
  });
};
