import { useQuery } from './bridge/use-query.ts';
import { Window } from './shell/window.tsx';
import { Skeleton } from './ui/empty.tsx';
import { FailureNotice } from './ui/failure-notice.tsx';

/** Asks the window's first questions, and shows the window once they are answered. */
export const App = () => {
  const app = useQuery('app.status', {}, ['app.changed']);
  const connections = useQuery('connection.list', {}, ['connections.changed']);
  const signIns = useQuery('sign-in.list', {}, ['sign-ins.changed']);
  const queries = [app, connections, signIns];

  if (app.value !== undefined && connections.value !== undefined && signIns.value !== undefined) {
    return (
      <Window
        app={app.value}
        connections={connections.value}
        signIns={signIns.value}
        onProbed={app.askAgain}
      />
    );
  }
  const failure = queries.find((query) => query.failure !== undefined)?.failure;
  const askAgain = () => queries.forEach((query) => query.askAgain());
  return (
    <main className="window-wait">
      {failure === undefined ? (
        <Skeleton lines={5} label="Loading" />
      ) : (
        <FailureNotice failure={failure} deeds={{ retry: askAgain, unlock: askAgain }} />
      )}
    </main>
  );
};
