import type { App, WebContents, WebFrameMain } from 'electron';
import { PAGE_ORIGIN, PAGE_URL } from './content-security-policy.ts';
import type { Log } from '../../core/port/log.ts';

/** The part of Electron's IPC event that says who sent it. */
export interface SenderEvent {
  readonly sender: WebContents;
  readonly senderFrame: WebFrameMain | null;
}

/** The pages we opened ourselves. */
export interface TrustedPages {
  /** Trusts `contents` until it is destroyed. */
  add(contents: WebContents): void;
  /** Whether the event comes from the main frame of one of our pages, and that frame is still our page. */
  isTrusted(event: SenderEvent): boolean;
  /** Every living page, to send events to. */
  list(): readonly WebContents[];
}

/** The address too: about:blank keeps the origin of the page it replaces. */
const isOurPage = ({ origin, url }: WebFrameMain): boolean =>
  origin === PAGE_ORIGIN && url.split('#', 1)[0] === PAGE_URL;

/** Electron makes `senderFrame` null once the frame has navigated or gone: asked now, not before. */
const isOurMainFrame = ({ sender, senderFrame }: SenderEvent): boolean =>
  senderFrame !== null && senderFrame === sender.mainFrame && isOurPage(senderFrame);

export const createTrustedPages = (): TrustedPages => {
  const pages = new Set<WebContents>();
  return {
    add: (contents) => {
      pages.add(contents);
      contents.once('destroyed', () => pages.delete(contents));
    },
    isTrusted: (event) =>
      pages.has(event.sender) && !event.sender.isDestroyed() && isOurMainFrame(event),
    list: () => [...pages].filter((contents) => !contents.isDestroyed()),
  };
};

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
