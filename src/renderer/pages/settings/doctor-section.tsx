import { CircleAlert, CircleCheck, CircleX, Stethoscope } from 'lucide-react';
import type { DoctorView } from '../../../contract/app.ts';
import { redirectPathOf } from '../../../vocabulary/redirect-path.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { Button } from '../../kit/button.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { Section } from './section.tsx';

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
export const DoctorSection = () => {
  const { run, state } = useCommand('doctor.run');
  return (
    <Section
      title="Sign-in diagnostics"
      lead="Checks ports, hostname, URL scheme and browser, and shows what redirect URIs look like: each server has its own."
      action={
        <Button icon={Stethoscope} isBusy={state.kind === 'busy'} onPress={() => void run({})}>
          Run
        </Button>
      }
    >
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
      {state.kind === 'value' && <Findings doctor={state.value} />}
    </Section>
  );
};
