import { Button as AriaButton } from 'react-aria-components';
import type { TraceEntryView } from '../../../contract/view-trace.ts';
import { isErrorCode } from '../../../vocabulary/error-code.ts';
import { FAILURE_TEXT } from '../../kit/words/failure-text.ts';
import { foreignText } from '../../kit/words/foreign.ts';
import { lifelineOf, roleName } from './role-words.ts';
import { Chip } from '../../kit/chip.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { Arrow } from './arrow.tsx';
import { Message } from './message.tsx';

/**
 * `new`: came while the page was open, lights up once. `current` and `waiting`: the message a replay
 * is at, and those it has not come to.
 */
export type EntryLight = 'plain' | 'new' | 'current' | 'waiting';

interface EntryRowProps {
  readonly entry: TraceEntryView;
  readonly isOpen: boolean;
  readonly light: EntryLight;
  readonly onToggle: () => void;
}

const failureSentence = (failure: string): string =>
  isErrorCode(failure) ? FAILURE_TEXT[failure].sentence : failure;

// Newer browsers return a promise here, which a ref must not.
const scrollHere = (element: HTMLElement | null): void => {
  element?.scrollIntoView({ block: 'nearest' });
};

const EntryDetail = ({ entry }: { readonly entry: TraceEntryView }) => (
  <div className="entry-detail" ref={scrollHere}>
    {entry.failure !== undefined && (
      <p className="entry-failure">{foreignText(failureSentence(entry.failure))}</p>
    )}
    <div className="entry-messages">
      <Message title="Request" message={entry.request} />
      {entry.response !== undefined && <Message title="Response" message={entry.response} />}
    </div>
  </div>
);

const End = ({ entry }: { readonly entry: TraceEntryView }) => {
  if (entry.failure !== undefined) return <Chip tone="bad">Failed</Chip>;
  return entry.duration === undefined ? null : (
    <span className="entry-time">{Math.round(entry.duration).toLocaleString('en')} ms</span>
  );
};

/** One arrow between two lifelines; opens to show what was said. */
export const EntryRow = ({ entry, isOpen, light, onToggle }: EntryRowProps) => {
  const left = Math.min(lifelineOf(entry.from), lifelineOf(entry.to));
  const tone = entry.failure === undefined ? '' : ' entry-failed';
  return (
    <li className={`entry entry-${light}${tone}`} ref={light === 'current' ? scrollHere : null}>
      <AriaButton className="entry-row" onPress={onToggle} aria-expanded={isOpen}>
        <span className="entry-label" style={{ marginLeft: `${left}%` }}>
          <Foreign text={entry.title} className="entry-title clip" />
          <Foreign text={entry.spec} className="entry-spec" />
          <span className="sr-only">
            , from {roleName(entry.from)} to {roleName(entry.to)}
          </span>
          <End entry={entry} />
        </span>
        <Arrow entry={entry} />
      </AriaButton>
      {isOpen && <EntryDetail entry={entry} />}
    </li>
  );
};
