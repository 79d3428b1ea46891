import { FlaskConical, KeyRound, Plus, Scaling, Timer, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import './first-run.css';

interface FirstRunProps {
  readonly isBusy: boolean;
  readonly onTryPlayground: () => void;
  readonly onAdd: () => void;
  /** A failure to start, if there was one. */
  readonly children?: ReactNode;
}

const PROMISES = [
  { icon: Scaling, name: 'Scoped', words: 'Opens what you allowed, and nothing else.' },
  { icon: Timer, name: 'Short-lived', words: 'Expires by itself; renewed for you.' },
  { icon: Undo2, name: 'Revocable', words: 'Take it back whenever you like.' },
] as const;

/** The first thing a person sees: what this is, and two ways to begin. */
export const FirstRun = ({ isBusy, onTryPlayground, onAdd, children }: FirstRunProps) => (
  <div className="first-run">
    <span className="first-mark" aria-hidden="true">
      <KeyRound size={30} strokeWidth={1.75} />
    </span>
    <h1>Hand out valet keys, not the master key</h1>
    <p className="first-lead">
      Sign in once, in your own browser. Valet Key keeps the refresh token out of sight and gives
      your tools short-lived access tokens.
    </p>
    <div className="first-acts">
      <Button kind="primary" icon={FlaskConical} isBusy={isBusy} onPress={onTryPlayground}>
        Try it with the playground
      </Button>
      <Button icon={Plus} onPress={onAdd}>
        Add a connection
      </Button>
    </div>
    <p className="first-note">
      The playground is a real authorization server on this machine. No account needed.
    </p>
    {children}
    <dl className="first-promises">
      {PROMISES.map(({ icon: Icon, name, words }) => (
        <div key={name}>
          <dt>
            <Icon size={15} aria-hidden="true" /> {name}
          </dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  </div>
);
