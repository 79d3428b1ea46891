import { useCallback, useState } from 'react';
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
import type { Page } from './selection.ts';
import type { Advice } from './use-advice.ts';
import type { SignInStart } from './use-sign-in-start.ts';
import { AdvicePage } from '../pages/advice/advice-page.tsx';
import { useAdviceActions } from './use-advice-actions.tsx';
import { ConnectionActions, type MenuPlace } from '../connection/connection-actions.tsx';
import { HomePage } from '../pages/home/home-page.tsx';

interface AdvicePaneProps {
  readonly advice: Advice;
  readonly connections: readonly ConnectionView[];
  readonly signInStart: SignInStart;
  readonly onSelectConnection: (id: ConnectionId) => void;
}

/** The page of advice, with its actions. */
const AdvicePane = (props: AdvicePaneProps) => {
  const { advice, connections, signInStart, onSelectConnection } = props;
  const { act, dialogs } = useAdviceActions(signInStart, onSelectConnection);
  return (
    <>
      <AdvicePage
        findings={advice.findings}
        failure={advice.failure}
        connections={connections}
        onAskAgain={advice.askAgain}
        actions={{
          onAct: act,
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
