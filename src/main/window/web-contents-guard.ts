import type { App, WebContents } from 'electron';
import type { Log } from '../../core/port/log.ts';
import { PAGE_URL } from './content-security-policy.ts';

interface Cancellable {
  preventDefault(): void;
}

const guard = (contents: WebContents, log: Log): void => {
  const deny = (event: Cancellable, what: string): void => {
    event.preventDefault();
    log.warn('page.denied', { what });
  };
  // With the session's proxy, where nothing listens, WebRTC has no way out: it asks no policy of the page.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(() => {
    log.warn('page.denied', { what: 'window-open' });
    return { action: 'deny' };
  });
  contents.on('will-navigate', (event) => {
    if (event.url !== PAGE_URL) deny(event, 'navigate');
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || event.url !== PAGE_URL) deny(event, 'frame-navigate');
  });
  contents.on('will-redirect', (event) => {
    deny(event, 'redirect');
  });
  contents.on('will-attach-webview', (event) => {
    deny(event, 'webview');
  });
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    deny(event, 'bluetooth');
    choose('');
  });
};

/** Keeps every page, present or future, on our one document: no navigation, no pop-up, no webview. */
export const guardWebContents = (app: Pick<App, 'on'>, log: Log): void => {
  app.on('web-contents-created', (_event, contents) => {
    guard(contents, log);
  });
};
