import type { Failure } from '../../contract/command.ts';
import { Skeleton } from '../kit/empty.tsx';
import { FailureNotice } from '../kit/failure-notice.tsx';

interface WaitingProps {
  readonly failure: Failure | undefined;
  readonly onAskAgain: () => void;
}

/** The window before its first questions are answered, or what kept them from being answered. */
export const Waiting = ({ failure, onAskAgain }: WaitingProps) => (
  <main className="window-wait center">
    <h1 className="sr-only">Valet Key</h1>
    {failure === undefined ? (
      <Skeleton lines={5} label="Loading" />
    ) : (
      <FailureNotice failure={failure} actions={{ retry: onAskAgain, unlock: onAskAgain }} />
    )}
  </main>
);
