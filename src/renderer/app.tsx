import { useEffect, useMemo } from 'react';
import type { SettingsView } from '../contract/app.ts';
import { useQuery } from './bridge/use-query.ts';
import { LockScreen } from './lock/lock-screen.tsx';
import { lockWords } from './lock/lock-words.ts';
import { OpenedWindow, Waiting } from './shell/opened-window.tsx';
import { createShortcuts, ShortcutsContext, useShortcutKeys } from './kit/shortcuts.ts';

/** Puts the chosen theme on the page; `system` leaves it to `prefers-color-scheme`. */
const useTheme = (): void => {
  const { value } = useQuery('settings.read', {}, ['app.changed']);
  const theme: SettingsView['theme'] = value?.theme ?? 'system';
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (theme === 'system') delete dataset.theme;
    else dataset.theme = theme;
  }, [theme]);
};

/** Asks whether anything is locked; the window is asked for and shown only where nothing is. */
export const App = () => {
  const { value: app, failure, askAgain } = useQuery('app.status', {}, ['app.changed']);
  const isMac = app?.platform === 'darwin';
  const shortcuts = useMemo(() => createShortcuts(isMac), [isMac]);
  useShortcutKeys(shortcuts);
  useTheme();

  if (app === undefined) return <Waiting failure={failure} onAskAgain={askAgain} />;
  const words = lockWords(app);
  if (words !== undefined) {
    return <LockScreen words={words} isLocked={app.isLocked} onUnlocked={askAgain} />;
  }
  return (
    <ShortcutsContext value={shortcuts}>
      <OpenedWindow app={app} onProbed={askAgain} />
    </ShortcutsContext>
  );
};
