import type { AppView } from '../../contract/app.ts';
import type { ConnectionView } from '../../contract/connection.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { ActivityPage } from '../pages/activity/activity-page.tsx';
import { FlowPage } from '../pages/flow/flow-page.tsx';
import { InspectorPage } from '../pages/inspector/inspector-page.tsx';
import type { Slot } from '../pages/inspector/examination.tsx';
import { SettingsPage } from '../pages/settings/settings-page.tsx';
import type { HomeView } from '../pages/home/home-view.ts';
import { AdvicePane } from './advice-pane.tsx';
import { HomePane } from './home-pane.tsx';
import { AccessPage } from '../pages/access/access-page.tsx';
import type { Page } from './selection.ts';
import type { Advice } from './use-advice.ts';
import type { SignInStart } from './use-sign-in-start.ts';

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
