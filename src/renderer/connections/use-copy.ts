import { useEffect, useRef, useState } from 'react';
import type { CopyFormat } from '../../shared/ipc/contract.ts';
import type { Failure } from '../../shared/ipc/reply.ts';
import type { ConnectionId } from '../../shared/vocabulary/id.ts';
import { useCommand } from '../bridge/use-command.ts';

/** Until when, in milliseconds, and for how many seconds in all. */
export interface OnClipboard {
  readonly until: number;
  readonly clearAfter: number;
}

/** The last copy: whether it is on the clipboard still, and how to make one. */
export interface Copying {
  /** How long the copy stays on the clipboard; undefined where nothing of ours is there. */
  readonly onClipboard: OnClipboard | undefined;
  readonly failure: Failure | undefined;
  readonly isBusy: boolean;
  readonly copy: (format: CopyFormat) => void;
  /** The same once more, after a failure. */
  readonly copyAgain: () => void;
}

/** Copies in main and remembers only until when the copy lasts. */
export const useCopy = (connectionId: ConnectionId): Copying => {
  const { run, state } = useCommand('token.copy');
  const latest = useRef<CopyFormat>('raw');
  const [onClipboard, setOnClipboard] = useState<OnClipboard>();

  useEffect(() => {
    if (onClipboard === undefined) return undefined;
    const left = onClipboard.until - Date.now();
    const timer = setTimeout(() => setOnClipboard(undefined), left);
    return () => clearTimeout(timer);
  }, [onClipboard]);

  const copy = async (format: CopyFormat) => {
    latest.current = format;
    const reply = await run({ connectionId, format });
    const clearAfter = reply.ok ? reply.value.clearAfter : 0;
    setOnClipboard(reply.ok ? { until: Date.now() + clearAfter * 1000, clearAfter } : undefined);
  };
  return {
    onClipboard,
    failure: state.kind === 'failure' ? state.failure : undefined,
    isBusy: state.kind === 'busy',
    copy: (format) => void copy(format),
    copyAgain: () => void copy(latest.current),
  };
};
