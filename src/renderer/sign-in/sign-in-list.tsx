import { CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import type { SignInView } from '../../contract/view.ts';
import type { SignInId } from '../../vocabulary/id.ts';
import { SIGN_IN_WORDS } from './sign-in-words.ts';
import { clockWords } from '../kit/words/time-words.ts';
import { Foreign } from '../kit/foreign.tsx';
import { useNow } from '../kit/use-now.ts';
import './sign-in-list.css';

const Mark = ({ kind }: { readonly kind: SignInView['state']['kind'] }) => {
  if (kind === 'failed') return <CircleAlert size={16} className="mark-failed" />;
  if (kind === 'done') return <CircleCheck size={16} className="mark-done" />;
  return <LoaderCircle size={16} className="mark-running" />;
};

const TimeLeft = ({ until }: { readonly until: number }) => (
  <span className="sign-in-left">{clockWords(until - useNow())}</span>
);

interface SignInListProps {
  readonly signIns: readonly SignInView[];
  readonly selected: SignInId | undefined;
  readonly onSelect: (id: SignInId) => void;
}

/** Every sign-in under way or just ended: several can be at once. */
export const SignInList = ({ signIns, selected, onSelect }: SignInListProps) => (
  <ul className="sign-ins" aria-label="Sign-ins">
    {signIns.map(({ id, host, state }) => (
      <li key={id}>
        <AriaButton
          className="sign-in-row"
          onPress={() => onSelect(id)}
          {...(id === selected ? { 'aria-current': 'true' as const } : {})}
        >
          <Mark kind={state.kind} />
          <span className="row-words">
            <Foreign text={host} className="row-name clip" />
            <span className="row-where">{SIGN_IN_WORDS[state.kind]}</span>
          </span>
          {state.kind === 'waiting-for-browser' && <TimeLeft until={state.expiresAt} />}
        </AriaButton>
      </li>
    ))}
  </ul>
);
