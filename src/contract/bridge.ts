/**
 * The type of `window.valetKey`, the only thing the preload script gives the page, and the names of
 * the two Electron channels. Imports nothing: the sandboxed preload is built from this file alone.
 */
export interface Bridge {
  /** Sends a command; resolves with a `Reply`. Names and payloads are judged in main, not here. */
  invoke(name: string, input: unknown): Promise<unknown>;
  /** Calls back with the payload of each event of that name; returns how to stop. */
  subscribe(name: string, listener: (payload: unknown) => void): () => void;
}

/** Commands, page to main, as `(name, input)`. */
export const COMMAND_CHANNEL = 'valet-key:command';
/** Events, main to page, as `(name, payload)`. */
export const EVENT_CHANNEL = 'valet-key:event';
