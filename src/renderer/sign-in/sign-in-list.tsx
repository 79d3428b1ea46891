import { CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import type { SignInView } from '../../contract/sign-in.ts';
import type { SignInId } from '../../vocabulary/id.ts';
import { SIGN_IN_WORDS } from './sign-in-words.ts';
import { clockWords } from '../kit/words/time-words.ts';
import { Foreign } from '../kit/foreign.tsx';
import { useNow } from '../kit/use-now.ts';

const Mark = ({ kind }: { readonly kind: SignInView['state']['kind'] }) => {
  if (kind === 'failed') return <CircleAlert size={16} className="bad" />;
  if (kind === 'done') return <CircleCheck size={16} className="good" />;
  return <LoaderCircle size={16} className="accent spin" />;
};

const TimeLeft = ({ until }: { readonly until: number }) => (
  <span className="note tabular">{clockWords(until - useNow())}</span>
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
          className="sign-in-row press-row row gap-3 full-width"
          onPress={() => onSelect(id)}
          {...(id === selected ? { 'aria-current': 'true' as const } : {})}
        >
          <Mark kind={state.kind} />
          <span className="stack fill snug">
            <Foreign text={host} className="row-name medium clip" />
            <span className="row-where row stretch gap-1 note">{SIGN_IN_WORDS[state.kind]}</span>
          </span>
          {state.kind === 'waiting-for-browser' && <TimeLeft until={state.expiresAt} />}
        </AriaButton>
      </li>
    ))}
  </ul>
);
