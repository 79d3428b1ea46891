import { useCallback, useMemo, useState } from 'react';
import type { CommandOutput } from '../../contract/contract.ts';
import type { AppView } from '../../contract/app.ts';
import type { ConnectionView } from '../../contract/connection.ts';
import type { SignInView } from '../../contract/sign-in.ts';
import { useCommand } from '../bridge/use-command.ts';
import { FIRST_VIEW, type HomeView } from '../pages/home/home-view.ts';
import type { Slot } from '../pages/inspector/examination.tsx';
import { StorageNotice } from '../pages/settings/storage-notice.tsx';
import { emptyDraft } from '../sign-in/draft/draft.ts';
import { FirstRun } from '../sign-in/first-run.tsx';
import { inListOrder } from '../kit/words/connection-words.ts';
import { FailureNotice } from '../kit/failure-notice.tsx';
import { ClockNotice } from './clock-notice.tsx';
import { DetailPane } from './detail-pane.tsx';
import { Overlays } from './overlays.tsx';
import { PagePane } from './page-pane.tsx';
import { shownOf, type Page, type Selection, type Shown } from './selection.ts';
import { Sidebar } from './sidebar.tsx';
import { useAdvice } from './use-advice.ts';
import { useOpeningAct, useRemembered, useSelection } from './use-opening.ts';
import { useSignInStart, type SignInStart } from './use-sign-in-start.ts';
import { useWindowShortcuts } from './use-window-shortcuts.ts';

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
}

const Notices = ({ app, onProbed, signInStart }: NoticesProps) => (
  <div className="window-notices grid gap-2 flex-none full-width">
    <StorageNotice app={app} onProbed={onProbed} />
    <ClockNotice app={app} />
    {signInStart !== undefined && <StartFailure signInStart={signInStart} />}
  </div>
);

/** The window once its first questions are answered. */
export const Window = (props: WindowProps) => {
  const { app, signIns, opening } = props;
  const connections = useMemo(() => inListOrder(props.connections), [props.connections]);
  const [selection, setSelection, selectConnection] = useSelection(opening.shown);
  const signInStart = useSignInStart(
    useCallback((id) => setSelection({ kind: 'sign-in', id }), [setSelection]),
  );
  const [overlay, setOverlay] = useWindowShortcuts(signInStart, setSelection);
  useOpeningAct(opening.act);
  const shown = shownOf(selection, connections, signIns);
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
          onSelect={setSelection}
          onAdd={() => signInStart.openForm()}
        />
      )}
      <main className="window-pane stack fill">
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
        app={app}
        overlay={overlay}
        connections={connections}
        signInStart={signInStart}
        onSelectConnection={selectConnection}
        onClose={() => setOverlay(undefined)}
      />
    </div>
  );
};
