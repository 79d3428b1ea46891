import { useMemo } from 'react';
import { useQuery } from './bridge/use-query.ts';
import { LockScreen } from './lock/lock-screen.tsx';
import { lockWords } from './lock/lock-words.ts';
import { useTheme } from './pages/settings/use-theme.ts';
import { OpenedWindow } from './shell/opened-window.tsx';
import { Waiting } from './shell/opened-window.tsx';
import { createShortcuts, ShortcutsContext, useShortcutKeys } from './kit/shortcuts.ts';

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
