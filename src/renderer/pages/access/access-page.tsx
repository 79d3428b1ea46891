import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { ConnectionView } from '../../../contract/connection.ts';
import type { ConnectionId } from '../../../vocabulary/id.ts';
import { MapPanel } from './map/map-panel.tsx';
import { TimelinePanel } from './timeline/timeline-panel.tsx';
import { ExpiryPanel } from './expiry/expiry-panel.tsx';
import { Page } from '../../kit/page.tsx';

interface AccessPageProps {
  readonly connections: readonly ConnectionView[];
  readonly onShow: (id: ConnectionId) => void;
  readonly onSignInAgain: (id: ConnectionId) => void;
}

/** Who may do what, what became of the tokens, and when the logins end. */
export const AccessPage = ({ connections, onShow, onSignInAgain }: AccessPageProps) => (
  <Page title="Access" lead="Which logins can do what, and for how long." isWide>
    <Tabs className="tabs">
      <div className="tabs-head">
        <TabList className="tab-list" aria-label="Ways to look at access">
          <Tab id="map" className="tab">
            Map
          </Tab>
          <Tab id="timeline" className="tab">
            Timeline
          </Tab>
          <Tab id="ends" className="tab">
            Login ends
          </Tab>
        </TabList>
      </div>
      <TabPanel id="map" className="tab-panel stack gap-3 pad-top-4">
        <MapPanel connections={connections} onShow={onShow} />
      </TabPanel>
      <TabPanel id="timeline" className="tab-panel stack gap-3 pad-top-4">
        <TimelinePanel connections={connections} onShow={onShow} />
      </TabPanel>
      <TabPanel id="ends" className="tab-panel stack gap-3 pad-top-4">
        <ExpiryPanel connections={connections} onShow={onShow} onSignInAgain={onSignInAgain} />
      </TabPanel>
    </Tabs>
  </Page>
);
