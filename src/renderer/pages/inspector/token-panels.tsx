import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { ConnectionView } from '../../../contract/connection.ts';
import type { InspectionView } from '../../../contract/inspection.ts';
import { FORMAT_WORDS } from './token-words.ts';
import { Chip } from '../../kit/chip.tsx';
import { ChecksList } from './checks-list.tsx';
import { ClaimsTable, GroupedClaims } from './claims-table.tsx';
import { Introspect } from './introspect.tsx';
import { KeysTable, SignatureCard } from './signature.tsx';
import { LifetimeCard } from './lifetime-card.tsx';
import { RawToken } from './raw-token.tsx';
import { ComparedWith, FoundToken, Warnings } from './token-remarks.tsx';
import type { Examined } from './examination.tsx';

const TABS = { claims: 'Claims', header: 'Header', rules: 'Rules', keys: 'Keys', raw: 'Raw' };
type TabName = keyof typeof TABS;

const JWT_TABS: readonly TabName[] = ['claims', 'header', 'rules', 'keys', 'raw'];
/** Of what is encrypted only the header can be read. @see RFC 7516 §3.1 */
const JWE_TABS: readonly TabName[] = ['header', 'raw'];

const Rules = ({ token }: { readonly token: InspectionView }) => (
  <>
    <ComparedWith token={token} />
    <ChecksList
      title="As an access token"
      source="RFC 9068 §2 and §4"
      set="access-token"
      checks={token.accessTokenChecks}
    />
    <ChecksList
      title="As an ID token"
      source="OpenID Connect Core §3.1.3.7"
      set="id-token"
      checks={token.idTokenChecks}
    />
  </>
);

const Panel = ({ tab, token }: { readonly tab: TabName; readonly token: InspectionView }) => {
  switch (tab) {
    case 'claims':
      return <GroupedClaims claims={token.claims} label="Claims" />;
    case 'header':
      return <ClaimsTable claims={token.header} label="Header parameters" of="Parameter" />;
    case 'rules':
      return <Rules token={token} />;
    case 'keys':
      return <KeysTable keys={token.keysAtMoment} />;
    case 'raw':
      return <RawToken token={token} />;
  }
};

const TokenTabs = ({ token }: { readonly token: InspectionView }) => {
  const tabs = token.format === 'jwt' ? JWT_TABS : JWE_TABS;
  return (
    <Tabs className="tabs token-tabs">
      <div className="tabs-head">
        <TabList className="tab-list" aria-label="Ways to look at the token">
          {tabs.map((tab) => (
            <Tab key={tab} id={tab} className="tab">
              {TABS[tab]}
            </Tab>
          ))}
        </TabList>
        <Chip>{FORMAT_WORDS[token.format]}</Chip>
      </div>
      {tabs.map((tab) => (
        <TabPanel key={tab} id={tab} className="tab-panel">
          <Panel tab={tab} token={token} />
        </TabPanel>
      ))}
    </Tabs>
  );
};

interface TokenPanelsProps {
  readonly examined: Examined;
  readonly connections: readonly ConnectionView[];
}

/** One token, whole. */
export const TokenPanels = ({ examined, connections }: TokenPanelsProps) => {
  const { token, slot, moment, setMoment } = examined;
  return (
    <>
      <FoundToken token={token} />
      <Warnings warnings={token.notes} />
      {token.format === 'jwt' && (
        <>
          <LifetimeCard claims={token.claims} moment={moment} onMoment={setMoment} />
          <SignatureCard examined={examined} />
        </>
      )}
      {token.format !== 'opaque' && (
        <section className="card" aria-label="Token">
          <TokenTabs token={token} />
        </section>
      )}
      {token.format !== 'jwt' && (
        <Introspect slot={slot} format={token.format} connections={connections} />
      )}
    </>
  );
};
