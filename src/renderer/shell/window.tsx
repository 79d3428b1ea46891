import { useCallback, useMemo, useState } from 'react';
import { ClockAlert, RotateCcw } from 'lucide-react';
import type { CommandOutput } from '../../contract/contract.ts';
import type { AppView } from '../../contract/app.ts';
import type { ConnectionView } from '../../contract/connection.ts';
import type { SignInView } from '../../contract/sign-in.ts';
import { useCommand } from '../bridge/use-command.ts';
import { FIRST_VIEW, type HomeView } from '../pages/home/home-view.ts';
import type { Slot } from '../pages/inspector/examination.tsx';
import { StorageNotice } from '../pages/settings/storage-notice.tsx';
import { emptyDraft } from '../sign-in/draft/draft.ts';
import { LinkedNotice, type LinkedResource } from '../sign-in/add/linked-notice.tsx';
import { FirstRun } from '../sign-in/first-run.tsx';
import { inListOrder } from '../kit/words/connection-words.ts';
import { FailureNotice } from '../kit/failure-notice.tsx';
import { DetailPane, PagePane } from './panes.tsx';
import { Overlays } from './overlays.tsx';
import {
  type Page,
  type Selection,
  type Shown,
  viewToShow,
  useOpeningAction,
  useRemembered,
  useSelection,
} from './selection.ts';
import { Sidebar } from './sidebar.tsx';
import { useAdvice } from './use-advice.ts';
import { useSidebar } from './use-sidebar.ts';
import { useLinkedResource } from './use-linked-resource.ts';
import { type SignInStart, useSignInStart } from './use-sign-in-start.ts';
import { useWindowShortcuts } from './use-window-shortcuts.ts';
import { Foreign } from '../kit/foreign.tsx';
import { Notice } from '../kit/notice.tsx';
import { spokenWords } from '../kit/words/time-words.ts';
import { ConnectionsContext, useConnectionList } from '../bridge/use-connections.ts';
import { useQuery } from '../bridge/use-query.ts';
import { RevokeAll } from '../revocation/revoke-all.tsx';
import type { Failure } from '../../contract/command.ts';
import { Skeleton } from '../kit/empty.tsx';

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
  const connections = useConnectionList();
  const signIns = useQuery('sign-in.list', {}, ['sign-ins.changed']);
  const opening = useQuery('window.opened', {});
  if (
    connections.value !== undefined &&
    signIns.value !== undefined &&
    opening.value !== undefined
  ) {
    return (
      <ConnectionsContext value={connections.value}>
        <Window
          app={app}
          connections={connections.value}
          signIns={signIns.value}
          opening={opening.value}
          onProbed={onProbed}
        />
        <RevokeAll connections={connections.value} />
      </ConnectionsContext>
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

/** Says that this computer's clock and a server's are apart, which no countdown shows. */
const ClockNotice = ({ app: { clockDifference } }: { readonly app: AppView }) => {
  if (clockDifference === undefined) return null;
  const { host, ahead } = clockDifference;
  const way = ahead > 0 ? 'behind' : 'ahead of';
  return (
    <Notice
      tone="warn"
      icon={ClockAlert}
      title={
        <>
          This computer’s clock is {spokenWords(Math.abs(ahead) * 1000)} {way} that of{' '}
          <Foreign text={host} />
        </>
      }
    >
      Logins keep working: tokens are judged by the server’s clock. If it is this computer’s clock
      that is wrong, so are the dates and times shown here.
    </Notice>
  );
};

interface WindowProps {
  readonly app: AppView;
  readonly connections: readonly ConnectionView[];
  readonly signIns: readonly SignInView[];
  /** What to begin with. */
  readonly opening: CommandOutput<'window.opened'>;
  readonly onProbed: () => void;
}

const StartFailure = ({ signInStart }: { readonly signInStart: SignInStart }) =>
  signInStart.failure !== undefined && signInStart.form === undefined ? (
    <FailureNotice
      failure={signInStart.failure}
      actions={{ retry: signInStart.retryStart, 'fix-settings': () => signInStart.openForm() }}
    />
  ) : null;

interface PaneProps extends WindowProps {
  readonly shown: Shown;
  readonly signInStart: SignInStart;
  readonly onSelect: (selection: Selection) => void;
}

const Pane = ({ app, connections, shown, signInStart, onSelect, onProbed }: PaneProps) => {
  const [inspected, setInspected] = useState<Slot>();
  const [home, setHome] = useState(FIRST_VIEW);
  const changeHome = useCallback(
    (change: Partial<HomeView>) => setHome((old) => ({ ...old, ...change })),
    [],
  );
  const advice = useAdvice();
  const goTo = (page: Page) => onSelect({ kind: 'page', page });
  const { run } = useCommand('storage.probe');
  if (shown.kind === 'page') {
    return (
      <PagePane
        page={shown.page}
        app={app}
        connections={connections}
        inspected={inspected}
        onInspect={setInspected}
        home={home}
        onHome={changeHome}
        advice={advice}
        signInStart={signInStart}
        onGo={goTo}
        onSelectConnection={(id) => onSelect({ kind: 'connection', id })}
      />
    );
  }
  return (
    <DetailPane
      shown={shown}
      signInStart={signInStart}
      advice={advice}
      onAdvice={() => goTo('advice')}
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
    onChooseProvider={() => signInStart.openForm()}
    onIssuer={(issuer) => signInStart.openForm({ ...emptyDraft('issuer'), issuer })}
  >
    <StartFailure signInStart={signInStart} />
  </FirstRun>
);

interface NoticesProps extends WindowProps {
  /** Absent on the first screen, which shows its own failure. */
  readonly signInStart: SignInStart | undefined;
  readonly linked: LinkedResource | undefined;
}

const ReplacedNotice = () => (
  <Notice tone="warn" icon={RotateCcw} title="This window had ended, and was opened again">
    The process that draws it ended by itself. Logins are kept by another one, and are as they were.
  </Notice>
);

const Notices = ({ app, opening, onProbed, signInStart, linked }: NoticesProps) => (
  <div className="window-notices if-any grid gap-2 flex-none full-width">
    <StorageNotice app={app} onProbed={onProbed} />
    <ClockNotice app={app} />
    {opening.isReplacement === true && <ReplacedNotice />}
    {linked !== undefined && <LinkedNotice {...linked} />}
    {signInStart !== undefined && <StartFailure signInStart={signInStart} />}
  </div>
);

/** The window once its first questions are answered. */
export const Window = (props: WindowProps) => {
  const { app, signIns, opening } = props;
  const connections = useMemo(() => inListOrder(props.connections), [props.connections]);
  const [selection, setSelection, selectConnection] = useSelection(opening.shown);
  const signInStart = useSignInStart(
    signIns,
    useCallback((id) => setSelection({ kind: 'sign-in', id }), [setSelection]),
  );
  const [overlay, setOverlay] = useWindowShortcuts(signInStart, setSelection);
  useOpeningAction(opening.action);
  const linked = useLinkedResource(signInStart, opening.resource);
  const shown = viewToShow(selection, connections, signIns);
  const sidebar = useSidebar();
  useRemembered(shown);
  const isFirst = connections.length === 0 && shown.kind === 'nothing';
  return (
    <div className="window">
      {!isFirst && (
        <Sidebar
          app={app}
          connections={connections}
          signIns={signIns}
          shown={shown}
          sidebar={sidebar}
          onSelect={setSelection}
          onAdd={() => signInStart.openForm()}
        />
      )}
      <main className="window-pane stack fill">
        <Notices {...props} linked={linked} signInStart={isFirst ? undefined : signInStart} />
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
        app={app}
        overlay={overlay}
        connections={connections}
        signInStart={signInStart}
        linked={linked}
        onSelectConnection={selectConnection}
        onClose={() => setOverlay(undefined)}
      />
    </div>
  );
};
