import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { ConnectionView } from '../../../contract/connection.ts';
import type { ClaimView, InspectionView, TokenPartView } from '../../../contract/inspection.ts';
import { FORMAT_WORDS, PART_WORDS } from './token-words.ts';
import { Chip } from '../../kit/chip.tsx';
import { ChecksList } from './checks-list.tsx';
import { ClaimsTable, GroupedClaims } from './claims-table.tsx';
import { Introspect } from './introspect.tsx';
import { KeysTable, SignatureCard } from './signature.tsx';
import { LifetimeCard } from './lifetime-card.tsx';
import { ComparedWith, FoundToken, Warnings } from './token-remarks.tsx';
import type { Examined } from './examination.tsx';
import { foreignText } from '../../kit/words/foreign.ts';

/** Claims as the JSON object they were, member by member, in order. For reading, not for parsing. */
const rawJson = (claims: readonly ClaimView[]): string => {
  if (claims.length === 0) return '{}';
  const members = claims.map(({ name, text }) => `  "${name.replaceAll('"', '\\"')}": ${text}`);
  return `{\n${members.join(',\n')}\n}`;
};

/** The parts of a JWS and a JWE, in hues that stand apart where they stand together. */
const PART_HUES: Readonly<Record<TokenPartView['name'], number>> = {
  header: 2,
  payload: 0,
  signature: 1,
  tag: 1,
  'encrypted-key': 4,
  iv: 5,
  ciphertext: 3,
};

const MAX_RAW = 400_000;
const MAX_PART = 20_000;

const partText = ({ text, length }: TokenPartView): string => {
  if (text === undefined) return `(${length} characters, not shown)`;
  return text.length < length ? `${foreignText(text, MAX_PART)}…` : foreignText(text, MAX_PART);
};

/** The raw token, each part between the dots in its own colour. */
const Parts = ({ parts }: { readonly parts: readonly TokenPartView[] }) => (
  <figure className="raw">
    <figcaption className="row stretch wrap gap-1 gap-x-4">
      {parts.map(({ name, length }) => (
        <span key={name} className={`medium in-hue hue-${PART_HUES[name]}`}>
          {PART_WORDS[name]} <span className="faint regular">{length}</span>
        </span>
      ))}
    </figcaption>
    <pre className="raw-text well break mono selectable" tabIndex={0} aria-label="Raw token">
      {parts.map((part, place) => (
        <span key={part.name}>
          {place > 0 && <span className="faint regular">.</span>}
          <bdi
            className={
              part.text === undefined ? 'faint regular' : `in-hue hue-${PART_HUES[part.name]}`
            }
          >
            {partText(part)}
          </bdi>
        </span>
      ))}
    </pre>
  </figure>
);

/** Lines keep their ends: each is made fit to show by itself. */
const rawText = (claims: readonly ClaimView[]): string =>
  rawJson(claims)
    .slice(0, MAX_RAW)
    .split('\n')
    .map((line) => foreignText(line, 4200))
    .join('\n');

interface DecodedProps {
  readonly title: string;
  readonly part: 'header' | 'payload';
  readonly claims: readonly ClaimView[];
}

const Decoded = ({ title, part, claims }: DecodedProps) => (
  <figure className="raw">
    <figcaption>
      <span className={`medium in-hue hue-${PART_HUES[part]}`}>{title}</span>
    </figcaption>
    <pre
      className={`raw-text in-hue well break mono selectable hue-${PART_HUES[part]}`}
      tabIndex={0}
      aria-label={title}
    >
      <bdi>{rawText(claims)}</bdi>
    </pre>
  </figure>
);

/** The token's own text and what is encoded in it. */
const RawToken = ({ token }: { readonly token: InspectionView }) => (
  <>
    <Parts parts={token.parts} />
    <Decoded title="Header, decoded" part="header" claims={token.header} />
    {token.format === 'jwt' && (
      <Decoded title="Payload, decoded" part="payload" claims={token.claims} />
    )}
  </>
);

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
