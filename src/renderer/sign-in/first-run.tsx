import {
  FlaskConical,
  KeyRound,
  LayoutGrid,
  Link2,
  Scaling,
  Timer,
  Undo2,
  type LucideIcon,
} from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Form } from 'react-aria-components';
import { Button } from '../kit/button.tsx';
import { Field } from '../kit/field.tsx';
import { issuerTyped } from './draft/ways.ts';

interface FirstRunProps {
  readonly isBusy: boolean;
  readonly onTryPlayground: () => void;
  readonly onChooseProvider: () => void;
  /** The form for a server by its address, as far as one was typed. */
  readonly onIssuer: (issuer: string) => void;
  /** A failure to start, if there was one. */
  readonly children?: ReactNode;
}

const PROMISES = [
  { icon: Scaling, name: 'Scoped', words: 'Opens what you allowed, and nothing else.' },
  { icon: Timer, name: 'Short-lived', words: 'Expires by itself; refreshed for you.' },
  { icon: Undo2, name: 'Revocable', words: 'Take it back whenever you like.' },
] as const;

interface DoorProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly words: string;
  readonly children: ReactNode;
}

const Door = ({ icon: Icon, title, words, children }: DoorProps) => (
  <li className="door stack">
    <Icon size={18} className="accent" aria-hidden="true" />
    <h2>{title}</h2>
    <p>{words}</p>
    {children}
  </li>
);

const NOT_AN_ADDRESS = 'This is not an address, such as login.example.com.';

/** An address at once: who has one need not look for where to type it. */
const IssuerDoor = ({ onIssuer }: Pick<FirstRunProps, 'onIssuer'>) => {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();
  const go = () => {
    const issuer = issuerTyped(typed);
    if (issuer === '' && typed.trim() !== '') setProblem(NOT_AN_ADDRESS);
    else onIssuer(issuer);
  };
  return (
    <Form
      className="door-form grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <Field
        label="Issuer URL"
        placeholder="login.example.com"
        value={typed}
        onChange={(text) => {
          setTyped(text);
          setProblem(undefined);
        }}
        problem={problem}
      />
      <Button type="submit">Continue</Button>
    </Form>
  );
};

const Promises = () => (
  <dl
    className="first-promises grid gap-3 full-width above-8 text-left"
    style={{ gridTemplateColumns: 'repeat(3, 1fr)' }}
  >
    {PROMISES.map(({ icon: Icon, name, words }) => (
      <div key={name}>
        <dt className="row gap-2 bold" style={{ marginBottom: 2 }}>
          <Icon size={15} aria-hidden="true" /> {name}
        </dt>
        <dd className="soft">{words}</dd>
      </div>
    ))}
  </dl>
);

/** The first thing a person sees: what this is, and three ways to begin, each under a minute. */
export const FirstRun = (props: FirstRunProps) => {
  const { isBusy, onTryPlayground, onChooseProvider, onIssuer, children } = props;
  return (
    <div className="first-run stack full-width centered-page text-center" style={{ maxWidth: 860 }}>
      <span
        className="app-mark tilted center"
        style={{
          width: 56,
          height: 56,
          borderRadius: 'var(--radius-5)',
          boxShadow: 'var(--shadow-2)',
        }}
        aria-hidden="true"
      >
        <KeyRound size={26} strokeWidth={1.75} />
      </span>
      <h1>Hand out valet keys, not the master key</h1>
      <p className="first-lead">
        Sign in once, in your own browser. Valet Key keeps the refresh token out of sight and gives
        your tools short-lived access tokens.
      </p>
      {children}
      <ol
        className="grid gap-3 full-width above-8 text-left"
        style={{ gridTemplateColumns: 'repeat(3, minmax(0, 1fr))' }}
      >
        <Door
          icon={FlaskConical}
          title="Look around"
          words="A real authorization server on this machine. No account, nothing to register."
        >
          <Button kind="primary" isBusy={isBusy} onPress={onTryPlayground}>
            Try it with the playground
          </Button>
        </Door>
        <Door
          icon={LayoutGrid}
          title="A provider you use"
          words="Google, GitHub, Microsoft and more, with what each of them wants filled in."
        >
          <Button onPress={onChooseProvider}>Choose a provider</Button>
        </Door>
        <Door
          icon={Link2}
          title="Your own server"
          words="Any OpenID Connect or OAuth 2 server tells Valet Key the rest."
        >
          <IssuerDoor onIssuer={onIssuer} />
        </Door>
      </ol>
      <Promises />
    </div>
  );
};
