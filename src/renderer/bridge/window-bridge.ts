import type { Bridge } from '../../contract/bridge.ts';

declare global {
  interface Window {
    /** Put there by the preload script; absent where the page is opened by anything else. */
    readonly valetKey?: Bridge;
  }
}

/** The bridge of this window, or undefined where no preload script ran. */
export const windowBridge = (): Bridge | undefined => window.valetKey;
