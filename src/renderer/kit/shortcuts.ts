import { createContext, useContext, useEffect, useEffectEvent } from 'react';
import { shortcutOf, type ShortcutId } from './words/shortcut-words.ts';

/** What each shortcut does at this moment; those that nobody offers do nothing. */
export interface Shortcuts {
  readonly isMac: boolean;
  readonly offer: (id: ShortcutId, action: () => void) => () => void;
  readonly isOffered: (id: ShortcutId) => boolean;
  readonly run: (id: ShortcutId) => void;
}

/** Makes the registry. The one who offered last is asked. */
export const createShortcuts = (isMac: boolean): Shortcuts => {
  const offers = new Map<ShortcutId, readonly (() => void)[]>();
  const of = (id: ShortcutId) => offers.get(id) ?? [];
  return {
    isMac,
    offer: (id, action) => {
      offers.set(id, [...of(id), action]);
      return () =>
        void offers.set(
          id,
          of(id).filter((one) => one !== action),
        );
    },
    isOffered: (id) => of(id).length > 0,
    run: (id) => of(id).at(-1)?.(),
  };
};

/** Gives the registry to every component below. */
export const ShortcutsContext = createContext<Shortcuts>(createShortcuts(false));

/** Offers to do what a shortcut says, while the component is mounted and `isOffered` holds. */
export const useShortcut = (id: ShortcutId, action: () => void, isOffered = true): void => {
  const shortcuts = useContext(ShortcutsContext);
  const latest = useEffectEvent(action);
  useEffect(
    () => (isOffered ? shortcuts.offer(id, () => latest()) : undefined),
    [shortcuts, id, isOffered],
  );
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/** A question in a dialog is answered before anything else happens. */
export const isAsked = (): boolean =>
  document.querySelector('[role=dialog],[role=alertdialog]') !== null;

/** Turns key strokes anywhere in the window into shortcuts. */
export const useShortcutKeys = (shortcuts: Shortcuts): void => {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const id = shortcutOf(event, shortcuts.isMac);
      const isPlain = !event.ctrlKey && !event.metaKey;
      if (id === undefined || !shortcuts.isOffered(id) || isAsked()) return;
      if (isPlain && isTyping(event.target)) return;
      event.preventDefault();
      shortcuts.run(id);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [shortcuts]);
};
