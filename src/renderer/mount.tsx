import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './styles.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Bridge } from '../contract/bridge.ts';
import { App } from './app.tsx';
import { ClientContext, createClient } from './bridge/client.ts';
import { ErrorBoundary } from './kit/error-boundary.tsx';

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
