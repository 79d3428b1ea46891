/** The system's clipboard as this adapter needs it. Every method may answer now or later. */
export interface ClipboardSystem {
  /** Writes `text` and, in the same act where the system can, data under native format names. */
  write(text: string, markers: ClipboardMarkers): Promise<void> | void;
  readText(): Promise<string> | string;
  clear(): Promise<void> | void;
}

/** Native format names and what to put under them. */
export type ClipboardMarkers = Readonly<Record<string, Uint8Array>>;
