import { useEffect, useRef, useState } from 'react';
import type { CopiedView } from '../../contract/token.ts';
import type { CopyFormat } from '../../vocabulary/hand-out.ts';
import type { Failure, Reply } from '../../contract/command.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { useCommand } from '../bridge/use-command.ts';

/** A copy that was made, and until when it stays on the clipboard; milliseconds. */
export interface Copied extends CopiedView {
  readonly clearsAt: number;
}

/** The last copy, and whether it is on the clipboard still. */
export interface CopyMemory {
  readonly copied: Copied | undefined;
  readonly isOnClipboard: boolean;
  readonly remember: (reply: Reply<CopiedView>) => void;
}

/** Remembers until when a copy lasts; the text itself never comes here. */
export const useCopyMemory = (): CopyMemory => {
  const [copied, setCopied] = useState<Copied>();
  const [isOnClipboard, setIsOnClipboard] = useState(false);

  useEffect(() => {
    if (copied === undefined) return undefined;
    const timer = setTimeout(() => setIsOnClipboard(false), copied.clearsAt - Date.now());
    return () => clearTimeout(timer);
  }, [copied]);

  const remember = (reply: Reply<CopiedView>) => {
    setIsOnClipboard(reply.ok);
    setCopied(
      reply.ok
        ? { ...reply.value, clearsAt: Date.now() + reply.value.clearAfter * 1000 }
        : undefined,
    );
  };
  return { copied, isOnClipboard, remember };
};

/** Making copies of a connection's token. */
export interface Copying extends Omit<CopyMemory, 'remember'> {
  readonly failure: Failure | undefined;
  readonly isBusy: boolean;
  readonly copy: (format: CopyFormat) => void;
  /** The same once more, after a failure. */
  readonly copyAgain: () => void;
}

/** Copies in main: the whole grant's token, or one for `scope`. */
export const useCopy = (connectionId: ConnectionId, scope?: readonly string[]): Copying => {
  const { run, state } = useCommand('token.copy');
  const { remember, ...memory } = useCopyMemory();
  const latest = useRef<CopyFormat>('raw');

  const copy = async (format: CopyFormat) => {
    latest.current = format;
    const wanted = scope === undefined ? {} : { scope: [...scope] };
    remember(await run({ connectionId, format, ...wanted }));
  };
  return {
    ...memory,
    failure: state.kind === 'failure' ? state.failure : undefined,
    isBusy: state.kind === 'busy',
    copy: (format) => void copy(format),
    copyAgain: () => void copy(latest.current),
  };
};
