import type { WebContents, WebFrameMain } from 'electron';
import { PAGE_ORIGIN, PAGE_URL } from './content-security-policy.ts';

/** The part of Electron's IPC event that tells who speaks. */
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
