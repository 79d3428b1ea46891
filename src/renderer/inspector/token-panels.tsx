import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { foreignText } from '../text/foreign.ts';
import { rawJson } from '../text/raw-json.ts';
import { FORMAT_WORDS } from '../text/token-words.ts';
import { Chip } from '../ui/chip.tsx';
import { ClaimsTable, GroupedClaims } from './claims-table.tsx';
import { LifetimeBar } from './lifetime-bar.tsx';
import type { InspectionView } from '../../shared/ipc/view-inspection.ts';
import { ChecksList } from './checks-list.tsx';
import { SignatureCard } from './signature-card.tsx';
import type { Examined } from './with-token.tsx';
import { NothingToDecode, Warnings } from './token-remarks.tsx';
import '../ui/tabs.css';
import './token-panels.css';

const MAX_RAW = 400_000;

/** Lines keep their ends: each is made fit to show by itself. */
const rawText = (token: InspectionView['claims']): string =>
  rawJson(token)
    .slice(0, MAX_RAW)
    .split('\n')
    .map((line) => foreignText(line, 4200))
    .join('\n');

const Raw = ({
  title,
  claims,
}: {
  readonly title: string;
  readonly claims: InspectionView['claims'];
}) => (
  <figure className="raw">
    <figcaption>{title}</figcaption>
    <pre className="raw-text mono selectable" tabIndex={0} aria-label={title}>
      <bdi>{rawText(claims)}</bdi>
    </pre>
  </figure>
);

const JwtTabs = ({ token }: { readonly token: InspectionView }) => (
  <Tabs className="tabs token-tabs">
    <div className="tabs-head">
      <TabList className="tab-list" aria-label="Ways to look at the token">
        <Tab id="claims" className="tab">
          Claims
        </Tab>
        <Tab id="header" className="tab">
          Header
        </Tab>
        <Tab id="rules" className="tab">
          Rules
        </Tab>
        <Tab id="raw" className="tab">
          Raw
        </Tab>
      </TabList>
      <Chip>{FORMAT_WORDS[token.format]}</Chip>
    </div>
    <TabPanel id="claims" className="tab-panel">
      <GroupedClaims claims={token.claims} label="Claims" />
    </TabPanel>
    <TabPanel id="header" className="tab-panel">
      <ClaimsTable claims={token.header} label="Header parameters" />
    </TabPanel>
    <TabPanel id="rules" className="tab-panel">
      <ChecksList
        title="As an access token"
        source="RFC 9068 §2"
        checks={token.accessTokenChecks}
      />
      <ChecksList
        title="As an ID token"
        source="OpenID Connect Core §3.1.3.7"
        checks={token.idTokenChecks}
      />
    </TabPanel>
    <TabPanel id="raw" className="tab-panel">
      <Raw title="Header" claims={token.header} />
      <Raw title="Payload" claims={token.claims} />
    </TabPanel>
  </Tabs>
);

/** One token, whole. */
export const TokenPanels = ({ examined }: { readonly examined: Examined }) => {
  const { token } = examined;
  return (
    <>
      <Warnings warnings={token.notes} />
      <LifetimeBar claims={token.claims} />
      {token.format === 'jwt' && <SignatureCard examined={examined} />}
      <section className="card" aria-label="Token">
        {token.format === 'jwt' ? (
          <JwtTabs token={token} />
        ) : (
          <NothingToDecode format={token.format} />
        )}
      </section>
    </>
  );
};
