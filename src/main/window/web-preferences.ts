import type { Session, WebPreferences } from 'electron';

/**
 * Every preference that matters, stated, whatever its default is today. Nothing is spread into it:
 * a window differs from another by its session and preload script alone.
 */
export const webPreferences = (window: {
  readonly preload: string;
  readonly session: Session;
  readonly devTools: boolean;
}): WebPreferences => ({
  preload: window.preload,
  session: window.session,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  plugins: false,
  experimentalFeatures: false,
  enableBlinkFeatures: '',
  navigateOnDragDrop: false,
  spellcheck: false,
  safeDialogs: true,
  webgl: false,
  enableWebSQL: false,
  autoplayPolicy: 'user-gesture-required',
  devTools: window.devTools,
});
