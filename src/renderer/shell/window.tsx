import { useCallback, useMemo, useState } from 'react';
import type { AppView, ConnectionView, SignInView } from '../../shared/ipc/view.ts';
import type { ConnectionId } from '../../shared/vocabulary/id.ts';
import { useCommand } from '../bridge/use-command.ts';
import { useEvent } from '../bridge/use-event.ts';
import type { Slot } from '../inspector/slot.ts';
import { StorageNotice } from '../settings/storage-notice.tsx';
import { FirstRun } from '../sign-in/first-run.tsx';
import { inListOrder } from '../text/connection-words.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { DetailPane } from './detail-pane.tsx';
import { Overlays } from './overlays.tsx';
import { PagePane } from './page-pane.tsx';
import { shownOf, type Selection, type Shown } from './selection.ts';
import { Sidebar } from './sidebar.tsx';
import { useSignInStart, type SignInStart } from './use-sign-in-start.ts';
import { useWindowShortcuts } from './use-window-shortcuts.ts';
import './window.css';

interface WindowProps {
  readonly app: AppView;
  readonly connections: readonly ConnectionView[];
  readonly signIns: readonly SignInView[];
  readonly onProbed: () => void;
}

const StartFailure = ({ signInStart }: { readonly signInStart: SignInStart }) =>
  signInStart.failure !== undefined && signInStart.form === undefined ? (
    <FailureNotice
      failure={signInStart.failure}
      deeds={{ retry: signInStart.retryStart, 'fix-settings': signInStart.openForm }}
    />
  ) : null;

interface PaneProps extends WindowProps {
  readonly shown: Shown;
  readonly signInStart: SignInStart;
  readonly onSelect: (selection: Selection) => void;
}

const Pane = ({ app, connections, shown, signInStart, onSelect, onProbed }: PaneProps) => {
  const [inspected, setInspected] = useState<Slot>();
  const { run } = useCommand('storage.probe');
  if (shown.kind === 'page') {
    return (
      <PagePane
        page={shown.page}
        app={app}
        connections={connections}
        inspected={inspected}
        onInspect={setInspected}
        onSelectConnection={(id) => onSelect({ kind: 'connection', id })}
        onSignInAgain={signInStart.startAgain}
        onConnect={signInStart.openProvider}
      />
    );
  }
  return (
    <DetailPane
      shown={shown}
      signInStart={signInStart}
      onUnlock={() => void run({}).then(onProbed)}
      onSelectConnection={(id) => onSelect({ kind: 'connection', id })}
      onInspect={({ id }) => {
        setInspected({ kind: 'connection', id });
        onSelect({ kind: 'page', page: 'inspector' });
      }}
    />
  );
};

const FirstScreen = ({ signInStart }: { readonly signInStart: SignInStart }) => (
  <FirstRun
    isBusy={signInStart.isBusy && signInStart.form === undefined}
    onTryPlayground={signInStart.startPlayground}
    onAdd={signInStart.openForm}
  >
    <StartFailure signInStart={signInStart} />
  </FirstRun>
);

interface NoticesProps extends WindowProps {
  /** Absent on the first screen, which shows its own failure. */
  readonly signInStart: SignInStart | undefined;
}

const Notices = ({ app, onProbed, signInStart }: NoticesProps) => (
  <div className="window-notices">
    <StorageNotice storage={app.storage} onProbed={onProbed} />
    {signInStart !== undefined && <StartFailure signInStart={signInStart} />}
  </div>
);

/** The window once its first questions are answered. */
export const Window = (props: WindowProps) => {
  const { app, signIns } = props;
  const connections = useMemo(() => inListOrder(props.connections), [props.connections]);
  const [selection, setSelection] = useState<Selection>();
  const selectConnection = (id: ConnectionId) => setSelection({ kind: 'connection', id });
  const signInStart = useSignInStart(
    useCallback((id) => setSelection({ kind: 'sign-in', id }), []),
  );
  const [overlay, setOverlay] = useWindowShortcuts(signInStart, setSelection);
  useEvent('connection.selected', ({ connectionId }) => selectConnection(connectionId));

  const shown = shownOf(selection, connections, signIns);
  const isFirst = connections.length === 0 && shown.kind === 'nothing';
  return (
    <div className="window">
      {!isFirst && (
        <Sidebar
          app={app}
          connections={connections}
          signIns={signIns}
          shown={shown}
          onSelect={setSelection}
          onAdd={signInStart.openForm}
        />
      )}
      <main className="window-pane">
        <Notices {...props} signInStart={isFirst ? undefined : signInStart} />
        {isFirst ? (
          <FirstScreen signInStart={signInStart} />
        ) : (
          <Pane
            {...props}
            connections={connections}
            shown={shown}
            signInStart={signInStart}
            onSelect={setSelection}
          />
        )}
      </main>
      <Overlays
        overlay={overlay}
        connections={connections}
        signInStart={signInStart}
        onSelectConnection={selectConnection}
        onClose={() => setOverlay(undefined)}
      />
    </div>
  );
};
