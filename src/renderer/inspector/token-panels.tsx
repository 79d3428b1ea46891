import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { foreignText } from '../text/foreign.ts';
import { rawJson } from '../text/raw-json.ts';
import { FORMAT_WORDS } from '../text/token-words.ts';
import { Chip } from '../ui/chip.tsx';
import { ClaimsTable, GroupedClaims } from './claims-table.tsx';
import { LifetimeBar } from './lifetime-bar.tsx';
import type { Inspected } from './slot.ts';
import { NothingToDecode, Warnings } from './token-remarks.tsx';
import './token-panels.css';

const MAX_RAW = 400_000;

/** Lines keep their ends: each is made fit to show by itself. */
const rawText = (token: Inspected['claims']): string =>
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
  readonly claims: Inspected['claims'];
}) => (
  <figure className="raw">
    <figcaption>{title}</figcaption>
    <pre className="raw-text mono selectable" tabIndex={0} aria-label={title}>
      <bdi>{rawText(claims)}</bdi>
    </pre>
  </figure>
);

const JwtTabs = ({ token }: { readonly token: Inspected }) => (
  <Tabs className="tabs">
    <div className="tabs-head">
      <TabList className="tab-list" aria-label="Ways to look at the token">
        <Tab id="claims" className="tab">
          Claims
        </Tab>
        <Tab id="header" className="tab">
          Header
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
    <TabPanel id="raw" className="tab-panel">
      <Raw title="Header" claims={token.header} />
      <Raw title="Payload" claims={token.claims} />
      <p className="raw-note">
        The signature is not shown here. Whether it is good is for the resource server to say.
      </p>
    </TabPanel>
  </Tabs>
);

/** One token, whole. */
export const TokenPanels = ({ token }: { readonly token: Inspected }) => (
  <>
    <Warnings warnings={token.warnings} />
    <LifetimeBar claims={token.claims} />
    <section className="card" aria-label="Token">
      {token.format === 'jwt' ? (
        <JwtTabs token={token} />
      ) : (
        <NothingToDecode format={token.format} />
      )}
    </section>
  </>
);
