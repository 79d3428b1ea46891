import type { Failure } from '../../shared/ipc/reply.ts';
import { Skeleton } from '../ui/empty.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';

interface WaitingProps {
  readonly failure: Failure | undefined;
  readonly onAskAgain: () => void;
}

/** The window before its first questions are answered, or what kept them from being answered. */
export const Waiting = ({ failure, onAskAgain }: WaitingProps) => (
  <main className="window-wait">
    <h1 className="sr-only">Valet Key</h1>
    {failure === undefined ? (
      <Skeleton lines={5} label="Loading" />
    ) : (
      <FailureNotice failure={failure} deeds={{ retry: onAskAgain, unlock: onAskAgain }} />
    )}
  </main>
);
