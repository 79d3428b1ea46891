import { CircleAlert, CircleCheck, CircleX, FileText, OctagonX, Stethoscope } from 'lucide-react';
import { useContext, useState } from 'react';
import type { ProviderView } from '../../../contract/provider.ts';
import type { AppView, DoctorView, PlaygroundView } from '../../../contract/app.ts';
import { Button } from '../../kit/button.tsx';
import { Page } from '../../kit/page.tsx';
import { ShortcutsContext } from '../../kit/shortcuts.ts';
import { AboutSection } from './about.tsx';
import { NetworkSection } from './network-section.tsx';
import { Preferences } from './preferences.tsx';
import { ProgramsSection } from './programs-section.tsx';
import { ReportDialog } from './report-dialog.tsx';
import { ProvidersSection } from './providers/providers-section.tsx';
import { Section } from './section.tsx';
import { useCommand } from '../../bridge/use-command.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { foreignText } from '../../kit/words/foreign.ts';
import { withCurrent } from './presets.ts';
import { shortWords } from '../../kit/words/time-words.ts';
import { Chip, Dot } from '../../kit/chip.tsx';
import { Choice } from '../../kit/choice.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { redirectPathOf } from '../../../vocabulary/redirect-path.ts';
import { Foreign } from '../../kit/foreign.tsx';

type CheckName = DoctorView['checks'][number]['name'];

/** What each test of the redirect doctor tests. */
const CHECK_WORDS: Readonly<Record<CheckName, string>> = {
  'loopback-ipv4': 'Port on 127.0.0.1',
  'loopback-ipv6': 'Port on [::1]',
  'localhost-name': 'The name localhost',
  'scheme-handler': 'Private-use scheme',
  'default-browser': 'Default browser',
  keychain: 'Keychain',
};

const OUTCOME_WORDS = { pass: 'Passed', warn: 'Worth a look', fail: 'Failed' } as const;

const TONES = { pass: 'good', warn: 'warn', fail: 'bad' } as const;

const ICONS = { pass: CircleCheck, warn: CircleAlert, fail: CircleX } as const;

const Findings = ({ doctor }: { readonly doctor: DoctorView }) => (
  <>
    <ul className="grid ruled" aria-label="Checks">
      {doctor.checks.map(({ name, outcome, found }) => {
        const Icon = ICONS[outcome];
        return (
          <li key={name} className={`check tone-${TONES[outcome]}`}>
            <Icon size={16} className="toned" aria-hidden="true" />
            <span>
              {CHECK_WORDS[name]}
              <span className="sr-only">: {OUTCOME_WORDS[outcome]}</span>
            </span>
            <Foreign text={found} className="soft clip" />
          </li>
        );
      })}
    </ul>
    <dl className="facts" aria-label="Redirect URIs to register">
      {doctor.redirectBases.map(({ method, base }) => (
        <div key={method} className="fact">
          <dt>
            Register for <Foreign text={method} className="" />
          </dt>
          <dd className="selectable">
            <Foreign text={`${base}${redirectPathOf('https://SERVER')}`} className="clip mono" />
          </dd>
        </div>
      ))}
    </dl>
  </>
);

/** Tests what sign-ins depend on, and says what to register at a server. */
const DoctorSection = () => {
  const { run, state } = useCommand('doctor.run');
  const [isReporting, setIsReporting] = useState(false);
  return (
    <Section
      title="Sign-in diagnostics"
      lead="Checks ports, hostname, URL scheme and browser, and shows what redirect URIs look like: each server has its own."
      action={
        <div className="row stretch wrap gap-2">
          <Button icon={FileText} onPress={() => setIsReporting(true)}>
            Report a problem…
          </Button>
          <Button icon={Stethoscope} isBusy={state.kind === 'busy'} onPress={() => void run({})}>
            Run
          </Button>
        </div>
      }
    >
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
      {state.kind === 'value' && <Findings doctor={state.value} />}
      {isReporting && <ReportDialog onClose={() => setIsReporting(false)} />}
    </Section>
  );
};

const LIFETIMES: readonly number[] = [30, 60, 300, 3600];

const FORMATS = [
  { value: 'jwt', label: 'JWT', hint: 'Readable claims (RFC 9068)' },
  { value: 'opaque', label: 'Opaque', hint: 'Only the server can read it' },
] as const;

const STATES = {
  stopped: { tone: 'idle', words: 'Not running' },
  starting: { tone: 'warn', words: 'Starting' },
  running: { tone: 'good', words: 'Running' },
  failed: { tone: 'bad', words: 'Failed to start' },
} as const;

const StateChip = ({ playground }: { readonly playground: PlaygroundView }) => {
  const { tone, words } = STATES[playground.state];
  return (
    <Chip title={foreignText(playground.issuer ?? words)}>
      <Dot tone={tone} />
      {words}
    </Chip>
  );
};

type Options = Pick<PlaygroundView, 'accessTokenLifetime' | 'accessTokenFormat'>;

/** What tokens the playground gives; it holds for the next ones. */
const PlaygroundSection = () => {
  const { value, askAgain } = useQuery('playground.status', {}, ['playground.changed']);
  const { run, state } = useCommand('playground.configure');
  if (value === undefined) return null;
  const { accessTokenFormat, accessTokenLifetime } = value;
  const change = (part: Partial<Options>) =>
    void run({ accessTokenFormat, accessTokenLifetime, ...part }).then(askAgain);
  return (
    <Section
      title="Playground"
      lead="The authorization server on this computer. Changes apply from the next token."
      action={<StateChip playground={value} />}
    >
      <Choice
        label="Access tokens live"
        choices={withCurrent(LIFETIMES, accessTokenLifetime).map((lifetime) => ({
          value: String(lifetime),
          label: shortWords(lifetime * 1000),
        }))}
        value={String(accessTokenLifetime)}
        onChange={(lifetime) => change({ accessTokenLifetime: Number(lifetime) })}
      />
      <Choice
        label="Access token format"
        choices={FORMATS}
        value={accessTokenFormat}
        onChange={(format) => change({ accessTokenFormat: format })}
      />
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
    </Section>
  );
};

/** Where the way to end every grant at once stands; the palette has it too. */
const RevokeAllSection = () => {
  const shortcuts = useContext(ShortcutsContext);
  return (
    <Section
      title="Revoke everything"
      lead="Revokes every connection at its server. Use this if something has leaked."
      action={
        <Button icon={OctagonX} onPress={() => shortcuts.run('revokeAll')}>
          Revoke everything…
        </Button>
      }
    />
  );
};

interface SettingsPageProps {
  readonly app: AppView;
  readonly onConnect: (provider: ProviderView) => void;
}

/** Everything that can be set, and what this program is. */
export const SettingsPage = ({ app, onConnect }: SettingsPageProps) => (
  <Page title="Settings">
    <Preferences hasTray={app.hasTray} />
    <ProgramsSection />
    <NetworkSection />
    <ProvidersSection onConnect={onConnect} />
    <PlaygroundSection />
    <DoctorSection />
    <RevokeAllSection />
    <AboutSection app={app} />
  </Page>
);
