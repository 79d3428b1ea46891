import type { Readable, Writable } from 'node:stream';

export function acceptsStandIn(
  root: string,
  terminal?: {
    readonly input: Readable & { isTTY?: boolean };
    readonly output: Writable & { isTTY?: boolean };
  },
): Promise<boolean>;
