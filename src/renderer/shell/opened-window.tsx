import type { AppView } from '../../contract/app.ts';
import { useQuery } from '../bridge/use-query.ts';
import { RevokeAll } from '../revocation/revoke-all.tsx';
import { Window } from './window.tsx';
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

interface OpenedWindowProps {
  readonly app: AppView;
  readonly onProbed: () => void;
}

/** Asks what there is to show, and shows it. Mounted only while nothing is locked. */
export const OpenedWindow = ({ app, onProbed }: OpenedWindowProps) => {
  const connections = useQuery('connection.list', {}, ['connections.changed']);
  const signIns = useQuery('sign-in.list', {}, ['sign-ins.changed']);
  const opening = useQuery('window.opened', {});
  if (
    connections.value !== undefined &&
    signIns.value !== undefined &&
    opening.value !== undefined
  ) {
    return (
      <>
        <Window
          app={app}
          connections={connections.value}
          signIns={signIns.value}
          opening={opening.value}
          onProbed={onProbed}
        />
        <RevokeAll connections={connections.value} />
      </>
    );
  }
  const askAgain = () => {
    connections.askAgain();
    signIns.askAgain();
    opening.askAgain();
    onProbed();
  };
  return (
    <Waiting
      failure={connections.failure ?? signIns.failure ?? opening.failure}
      onAskAgain={askAgain}
    />
  );
};
