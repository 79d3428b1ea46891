import type { Seconds } from '../../vocabulary/instant.ts';

/** The system clipboard, written only on a person's action. */
export interface Clipboard {
  /**
   * Copies `text`, asks the system to keep it out of clipboard histories, and clears it after
   * `clearAfter` if it is still there. Fails with VK_CLIPBOARD_REFUSED where the text is not on the
   * clipboard afterwards.
   */
  copySecret(text: string, clearAfter: Seconds): Promise<void>;
  /** Copies what is no secret, as any program does. Fails with VK_CLIPBOARD_REFUSED. */
  copyText(text: string): Promise<void>;
  /**
   * Clears the clipboard if what we copied is still there, and the selection of X11 and Wayland if any
   * word of it is: when the program locks or quits.
   */
  clearIfOurs(): Promise<void>;
}
