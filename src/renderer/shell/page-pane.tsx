import type { AppView, ConnectionView } from '../../shared/ipc/view.ts';
import type { ProviderView } from '../../shared/ipc/view-preset.ts';
import type { ConnectionId } from '../../shared/vocabulary/id.ts';
import { ActivityPage } from '../activity/activity-page.tsx';
import { EndsPage } from '../ends/ends-page.tsx';
import { FlowPage } from '../flow/flow-page.tsx';
import { InspectorPage } from '../inspector/inspector-page.tsx';
import type { Slot } from '../inspector/slot.ts';
import { SettingsPage } from '../settings/settings-page.tsx';
import type { Page } from './selection.ts';

interface PagePaneProps {
  readonly page: Page;
  readonly app: AppView;
  readonly connections: readonly ConnectionView[];
  /** The token the inspector was last opened on. */
  readonly inspected: Slot | undefined;
  readonly onInspect: (slot: Slot | undefined) => void;
  readonly onSelectConnection: (id: ConnectionId) => void;
  readonly onSignInAgain: (id: ConnectionId) => void;
  readonly onConnect: (provider: ProviderView) => void;
}

/** One of the pages that are not about one connection. */
export const PagePane = (props: PagePaneProps) => {
  const { page, app, connections, inspected, onInspect } = props;
  switch (page) {
    case 'inspector':
      return <InspectorPage connections={connections} slot={inspected} onSlot={onInspect} />;
    case 'flow':
      return <FlowPage />;
    case 'activity':
      return <ActivityPage />;
    case 'ends':
      return (
        <EndsPage
          connections={connections}
          onShow={props.onSelectConnection}
          onSignInAgain={props.onSignInAgain}
        />
      );
    case 'settings':
      return <SettingsPage app={app} onConnect={props.onConnect} />;
  }
};
