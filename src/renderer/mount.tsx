import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import { Component, type ReactNode, StrictMode, useEffect, useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import './styles.ts';
import type { Bridge } from '../contract/bridge.ts';
import { ClientContext, createClient } from './bridge/client.ts';
import { FailureNotice } from './kit/failure-notice.tsx';
import type { SettingsView } from '../contract/app.ts';
import { createKeptDrafts, KeptDraftsContext } from './sign-in/draft/kept-drafts.ts';
import { useQuery } from './bridge/use-query.ts';
import { LockScreen } from './lock/lock-screen.tsx';
import { lockWords } from './lock/lock-words.ts';
import { OpenedWindow, Waiting } from './shell/window.tsx';
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
const App = () => {
  const { value: app, failure, askAgain } = useQuery('app.status', {}, ['app.changed']);
  const isMac = app?.platform === 'darwin';
  const shortcuts = useMemo(() => createShortcuts(isMac), [isMac]);
  const drafts = useMemo(() => createKeptDrafts(), []);
  useShortcutKeys(shortcuts);
  useTheme();

  if (app === undefined) return <Waiting failure={failure} onAskAgain={askAgain} />;
  const words = lockWords(app);
  if (words !== undefined) {
    return <LockScreen words={words} isLocked={app.isLocked} onUnlocked={askAgain} />;
  }
  return (
    <KeptDraftsContext value={drafts}>
      <ShortcutsContext value={shortcuts}>
        <OpenedWindow app={app} onProbed={askAgain} />
      </ShortcutsContext>
    </KeptDraftsContext>
  );
};

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

/** Shows a mistake of the page as one of ours instead of a blank window; "Try again" draws it again. */
class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly hasFailed: boolean }> {
  override readonly state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <main className="window-wait center">
        <h1 className="sr-only">Valet Key</h1>
        <FailureNotice
          failure={{ code: 'VK_INTERNAL', fields: { where: 'window' } }}
          actions={{ retry: () => this.setState({ hasFailed: false }) }}
        />
      </main>
    );
  }
}

/** Renders the window over a bridge into an element; gives what takes it out again. */
export const mount = (element: HTMLElement, bridge: Bridge): (() => void) => {
  const root = createRoot(element);
  root.render(
    <StrictMode>
      <ClientContext value={createClient(bridge)}>
        <ErrorBoundary>
          <App />
        </ErrorBoundary>
      </ClientContext>
    </StrictMode>,
  );
  return () => {
    root.unmount();
  };
};
