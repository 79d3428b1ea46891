import type { AppView } from '../../contract/app.ts';
import { useQuery } from '../bridge/use-query.ts';
import { RevokeAll } from '../revocation/revoke-all.tsx';
import { Waiting } from './waiting.tsx';
import { Window } from './window.tsx';

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
