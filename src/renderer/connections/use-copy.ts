import { useEffect, useRef, useState } from 'react';
import type { CopyFormat } from '../../shared/ipc/contract.ts';
import type { Failure } from '../../shared/ipc/reply.ts';
import type { ConnectionId } from '../../shared/vocabulary/id.ts';
import { useCommand } from '../bridge/use-command.ts';

/** The last copy: whether it is on the clipboard still, and how to make one. */
export interface Copying {
  /** When the clipboard is cleared again, in milliseconds; undefined where nothing of ours is there. */
  readonly clearedAt: number | undefined;
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
  const [clearedAt, setClearedAt] = useState<number>();

  useEffect(() => {
    if (clearedAt === undefined) return undefined;
    const timer = setTimeout(() => setClearedAt(undefined), clearedAt - Date.now());
    return () => clearTimeout(timer);
  }, [clearedAt]);

  const copy = async (format: CopyFormat) => {
    latest.current = format;
    const reply = await run({ connectionId, format });
    setClearedAt(reply.ok ? Date.now() + reply.value.clearAfter * 1000 : undefined);
  };
  return {
    clearedAt,
    failure: state.kind === 'failure' ? state.failure : undefined,
    isBusy: state.kind === 'busy',
    copy: (format) => void copy(format),
    copyAgain: () => void copy(latest.current),
  };
};
