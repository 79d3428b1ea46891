import { useCallback, useState } from 'react';
import type { AppView, ConnectionView, SignInView } from '../../shared/ipc/view.ts';
import { useCommand } from '../bridge/use-command.ts';
import { useEvent } from '../bridge/use-event.ts';
import { StorageNotice } from '../settings/storage-notice.tsx';
import { AddConnection } from '../sign-in/add-connection.tsx';
import { FirstRun } from '../sign-in/first-run.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { inListOrder } from '../text/connection-words.ts';
import { DetailPane } from './detail-pane.tsx';
import { shownOf, type Selection } from './selection.ts';
import { Sidebar } from './sidebar.tsx';
import { useSignInStart, type SignInStart } from './use-sign-in-start.ts';
import './window.css';

interface WindowProps {
  readonly app: AppView;
  readonly connections: readonly ConnectionView[];
  readonly signIns: readonly SignInView[];
  readonly onProbed: () => void;
}

const StartFailure = ({ signInStart }: { readonly signInStart: SignInStart }) =>
  signInStart.failure !== undefined && signInStart.draft === undefined ? (
    <FailureNotice
      failure={signInStart.failure}
      deeds={{ retry: signInStart.startPlayground, 'fix-settings': signInStart.openForm }}
    />
  ) : null;

const AddDialog = ({ signInStart }: { readonly signInStart: SignInStart }) =>
  signInStart.draft === undefined ? null : (
    <AddConnection
      isOpen
      initial={signInStart.draft}
      isBusy={signInStart.isBusy}
      failure={signInStart.failure}
      onClose={signInStart.closeForm}
      onStart={signInStart.start}
    />
  );

/** The window once its first questions are answered. */
export const Window = ({ app, connections, signIns, onProbed }: WindowProps) => {
  const [selection, setSelection] = useState<Selection>();
  const signInStart = useSignInStart(
    useCallback((id) => setSelection({ kind: 'sign-in', id }), []),
  );
  const probe = useCommand('storage.probe');
  useEvent('connection.selected', ({ connectionId: id }) =>
    setSelection({ kind: 'connection', id }),
  );

  const unlock = () => void probe.run({}).then(onProbed);
  const shown = shownOf(selection, inListOrder(connections), signIns);
  const banner = <StorageNotice storage={app.storage} onProbed={onProbed} />;

  if (connections.length === 0 && signIns.length === 0) {
    return (
      <div className="window-pane">
        <div className="window-notices">{banner}</div>
        <FirstRun
          isBusy={signInStart.isBusy && signInStart.draft === undefined}
          onTryPlayground={signInStart.startPlayground}
          onAdd={signInStart.openForm}
        >
          <StartFailure signInStart={signInStart} />
        </FirstRun>
        <AddDialog signInStart={signInStart} />
      </div>
    );
  }
  return (
    <div className="window">
      <Sidebar
        app={app}
        connections={connections}
        signIns={signIns}
        shown={shown}
        onSelect={setSelection}
        onAdd={signInStart.openForm}
      />
      <main className="window-pane">
        <div className="window-notices">
          {banner}
          <StartFailure signInStart={signInStart} />
        </div>
        <DetailPane
          shown={shown}
          signInStart={signInStart}
          onUnlock={unlock}
          onSelectConnection={(id) => setSelection({ kind: 'connection', id })}
        />
      </main>
      <AddDialog signInStart={signInStart} />
    </div>
  );
};
