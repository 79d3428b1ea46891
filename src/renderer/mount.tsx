import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './kit/style/tokens.css';
import './kit/style/base.css';
import './kit/style/layout.css';
import './kit/style/text.css';
import './kit/style/tone.css';
import './kit/style/table.css';
import './kit/style/card.css';
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
