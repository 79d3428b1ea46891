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
import { App } from './app.tsx';
import { createClient } from './bridge/client.ts';
import { ClientContext } from './bridge/client.ts';
import { windowBridge } from './bridge/client.ts';
import { ErrorBoundary } from './kit/error-boundary.tsx';

const root = document.getElementById('root');
const bridge = windowBridge();

if (root !== null && bridge === undefined) {
  root.textContent = 'This page belongs inside Valet Key.';
}
if (root !== null && bridge !== undefined) {
  createRoot(root).render(
    <StrictMode>
      <ClientContext value={createClient(bridge)}>
        <ErrorBoundary>
          <App />
        </ErrorBoundary>
      </ClientContext>
    </StrictMode>,
  );
}
