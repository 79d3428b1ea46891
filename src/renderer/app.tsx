import { useMemo } from 'react';
import { useQuery } from './bridge/use-query.ts';
import { LockScreen } from './lock/lock-screen.tsx';
import { useTheme } from './settings/use-theme.ts';
import { Window } from './shell/window.tsx';
import { Skeleton } from './ui/empty.tsx';
import { FailureNotice } from './ui/failure-notice.tsx';
import { createShortcuts, ShortcutsContext, useShortcutKeys } from './ui/shortcuts.ts';

/** Asks the window's first questions, and shows the window once they are answered. */
export const App = () => {
  const app = useQuery('app.status', {}, ['app.changed']);
  const connections = useQuery('connection.list', {}, ['connections.changed']);
  const signIns = useQuery('sign-in.list', {}, ['sign-ins.changed']);
  const queries = [app, connections, signIns];
  const isMac = app.value?.platform === 'darwin';
  const shortcuts = useMemo(() => createShortcuts(isMac), [isMac]);
  useShortcutKeys(shortcuts);
  useTheme();

  if (app.value?.isLocked === true) return <LockScreen onUnlocked={app.askAgain} />;
  if (app.value !== undefined && connections.value !== undefined && signIns.value !== undefined) {
    return (
      <ShortcutsContext value={shortcuts}>
        <Window
          app={app.value}
          connections={connections.value}
          signIns={signIns.value}
          onProbed={app.askAgain}
        />
      </ShortcutsContext>
    );
  }
  const failure = queries.find((query) => query.failure !== undefined)?.failure;
  const askAgain = () => queries.forEach((query) => query.askAgain());
  return (
    <main className="window-wait">
      <h1 className="sr-only">Valet Key</h1>
      {failure === undefined ? (
        <Skeleton lines={5} label="Loading" />
      ) : (
        <FailureNotice failure={failure} deeds={{ retry: askAgain, unlock: askAgain }} />
      )}
    </main>
  );
};
