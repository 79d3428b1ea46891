import { useCallback, useState } from 'react';
import { MousePointerClick } from 'lucide-react';
import type { AppView } from '../../contract/app.ts';
import type { ConnectionView } from '../../contract/connection.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { ActivityPage } from '../pages/activity/activity-page.tsx';
import { FlowPage } from '../pages/flow/flow-page.tsx';
import { InspectorPage } from '../pages/inspector/inspector-page.tsx';
import type { Slot } from '../pages/inspector/examination.tsx';
import { SettingsPage } from '../pages/settings/settings-page.tsx';
import type { HomeView } from '../pages/home/home-view.ts';
import { AccessPage } from '../pages/access/access-page.tsx';
import type { Page, Shown } from './selection.ts';
import type { Advice } from './use-advice.ts';
import type { SignInStart } from './use-sign-in-start.ts';
import { AdvicePage } from '../pages/advice/advice-page.tsx';
import { useAdviceActions } from './use-advice-actions.tsx';
import { ConnectionActions, type MenuPlace } from '../connection/connection-actions.tsx';
import { HomePage } from '../pages/home/home-page.tsx';
import { ConnectionDetail } from '../connection/connection-detail.tsx';
import { AskServer } from '../pages/inspector/introspect.tsx';
import { ClaimsSection } from '../pages/inspector/claims-section.tsx';
import { SignInPanel } from '../sign-in/sign-in-panel.tsx';
import { Empty } from '../kit/empty.tsx';
import { AdviceNotice } from '../pages/advice/advice-notice.tsx';

interface DetailPaneProps {
  readonly shown: Exclude<Shown, { kind: 'page' }>;
  readonly signInStart: SignInStart;
  readonly advice: Advice;
  readonly onAdvice: () => void;
  readonly onUnlock: () => void;
  readonly onSelectConnection: (id: ConnectionId) => void;
  readonly onInspect: (connection: ConnectionView) => void;
}

interface AdvisedOnProps extends Omit<DetailPaneProps, 'shown'> {
  readonly connection: ConnectionView;
}

const AdvisedOn = (props: AdvisedOnProps) => {
  const { connection, advice, onAdvice, signInStart, onSelectConnection } = props;
  const { action, dialogs } = useAdviceActions(signInStart, onSelectConnection);
  return (
    <>
      <AdviceNotice
        connection={connection}
        findings={advice.of(connection.id)}
        onAction={action}
        onAdvice={onAdvice}
      />
      {dialogs}
    </>
  );
};

/** The right-hand side: one connection, one sign-in, or nothing chosen. */
export const DetailPane = (props: DetailPaneProps) => {
  const { shown, signInStart, onUnlock } = props;
  if (shown.kind === 'nothing') {
    return <Empty icon={MousePointerClick} title="Choose a connection" />;
  }
  if (shown.kind === 'sign-in') {
    return (
      <SignInPanel
        key={shown.signIn.id}
        signIn={shown.signIn}
        onShow={props.onSelectConnection}
        onTryAgain={signInStart.retry}
      />
    );
  }
  const { connection } = shown;
  const signInAgain = () => signInStart.startAgain(connection.id);
  const actions = { 'sign-in': signInAgain, unlock: onUnlock };
  return (
    <ConnectionDetail
      key={connection.id}
      connection={connection}
      actions={actions}
      onSignInAgain={signInAgain}
      advice={<AdvisedOn {...props} connection={connection} />}
      onAskAgain={(asked) =>
        signInStart.start({ kind: 'again', connectionId: connection.id, ...asked })
      }
      claims={
        connection.standing.kind === 'active' && (
          <>
            <ClaimsSection
              connection={connection}
              actions={actions}
              onInspect={() => props.onInspect(connection)}
            />
            <AskServer connection={connection} actions={actions} />
          </>
        )
      }
    />
  );
};

interface AdvicePaneProps {
  readonly advice: Advice;
  readonly connections: readonly ConnectionView[];
  readonly signInStart: SignInStart;
  readonly onSelectConnection: (id: ConnectionId) => void;
}

/** The page of advice, with its actions. */
const AdvicePane = (props: AdvicePaneProps) => {
  const { advice, connections, signInStart, onSelectConnection } = props;
  const { action, dialogs } = useAdviceActions(signInStart, onSelectConnection);
  return (
    <>
      <AdvicePage
        findings={advice.findings}
        failure={advice.failure}
        connections={connections}
        onAskAgain={advice.askAgain}
        actions={{
          onAction: action,
          onShow: ({ connection }) => onSelectConnection(connection.id),
          onDismiss: ({ finding }, isDismissed) => advice.dismiss(finding, isDismissed),
        }}
      />
      {dialogs}
    </>
  );
};

interface HomePaneProps {
  readonly connections: readonly ConnectionView[];
  readonly view: HomeView;
  readonly onView: (change: Partial<HomeView>) => void;
  readonly advice: number | undefined;
  readonly onAdvice: () => void;
  readonly onOpen: (id: ConnectionId) => void;
  readonly onSignInAgain: (id: ConnectionId) => void;
}

/** Home, with what can be done to a line of it. */
const HomePane = ({ onSignInAgain, ...rest }: HomePaneProps) => {
  const [menu, setMenu] = useState<MenuPlace>();
  const openMenu = useCallback(
    (connection: ConnectionView, anchor: Element) => setMenu({ connection, anchor }),
    [],
  );
  return (
    <>
      <HomePage {...rest} onMenu={openMenu} />
      <ConnectionActions
        menu={menu}
        onCloseMenu={() => setMenu(undefined)}
        onOpen={({ id }) => rest.onOpen(id)}
        onSignInAgain={({ id }) => onSignInAgain(id)}
      />
    </>
  );
};

interface PagePaneProps {
  readonly page: Page;
  readonly app: AppView;
  readonly connections: readonly ConnectionView[];
  /** The token the inspector was last opened on. */
  readonly inspected: Slot | undefined;
  readonly onInspect: (slot: Slot | undefined) => void;
  readonly home: HomeView;
  readonly onHome: (change: Partial<HomeView>) => void;
  readonly advice: Advice;
  readonly signInStart: SignInStart;
  readonly onGo: (page: Page) => void;
  readonly onSelectConnection: (id: ConnectionId) => void;
}

/** One of the pages that are not about one connection. */
export const PagePane = (props: PagePaneProps) => {
  const { page, app, connections, inspected, onInspect, advice, signInStart } = props;
  switch (page) {
    case 'home':
      return (
        <HomePane
          connections={connections}
          view={props.home}
          onView={props.onHome}
          advice={advice.isOpen}
          onAdvice={() => props.onGo('advice')}
          onOpen={props.onSelectConnection}
          onSignInAgain={signInStart.startAgain}
        />
      );
    case 'inspector':
      return <InspectorPage connections={connections} slot={inspected} onSlot={onInspect} />;
    case 'flow':
      return <FlowPage />;
    case 'activity':
      return <ActivityPage />;
    case 'advice':
      return (
        <AdvicePane
          advice={advice}
          connections={connections}
          signInStart={signInStart}
          onSelectConnection={props.onSelectConnection}
        />
      );
    case 'access':
      return (
        <AccessPage
          connections={connections}
          onShow={props.onSelectConnection}
          onSignInAgain={signInStart.startAgain}
        />
      );
    case 'settings':
      return <SettingsPage app={app} onConnect={signInStart.openProvider} />;
  }
};
