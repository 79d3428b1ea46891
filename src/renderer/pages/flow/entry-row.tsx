import { Button as AriaButton } from 'react-aria-components';
import type { TraceEntry } from '../../../contract/observation.ts';
import { isErrorCode } from '../../../vocabulary/error-code.ts';
import { Chip } from '../../kit/chip.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { FAILURE_TEXT } from '../../../vocabulary/failure-text.ts';
import { REFUSED_GRANT } from '../../sign-in/sign-in-words.ts';
import { foreignText } from '../../kit/words/foreign.ts';
import { failureWords, lifelineIndex, roleName } from './flow-parts.ts';

const ARROW_HEAD = 'flow-arrow-head';

/** The arrow head, once for the page; it takes the colour of its line. */
export const ArrowHead = () => (
  <svg className="flow-defs" aria-hidden="true">
    <defs>
      <marker
        id={ARROW_HEAD}
        viewBox="0 0 8 8"
        refX="7"
        refY="4"
        markerWidth="8"
        markerHeight="8"
        markerUnits="userSpaceOnUse"
        orient="auto"
      >
        <path d="M0.5 0.5 L7.5 4 L0.5 7.5 Z" fill="context-stroke" />
      </marker>
    </defs>
  </svg>
);

const percent = (value: number): string => `${value}%`;

/** The request as a line, and under it the answer as a broken one. Decoration: the words say it too. */
const Arrow = ({ entry }: { readonly entry: TraceEntry }) => {
  const [from, to] = [lifelineIndex(entry.from), lifelineIndex(entry.to)];
  const head = `url(#${ARROW_HEAD})`;
  return (
    <svg className="arrow" aria-hidden="true">
      <line x1={percent(from)} x2={percent(to)} y1="7" y2="7" markerEnd={head} />
      {entry.response !== undefined && (
        <line
          className="arrow-answer"
          x1={percent(to)}
          x2={percent(from)}
          y1="21"
          y2="21"
          markerEnd={head}
        />
      )}
    </svg>
  );
};

type TraceMessage = TraceEntry['request'];

const LONGEST = 2100;

const Fields = ({
  title,
  fields,
}: {
  readonly title: string;
  readonly fields: TraceMessage['headers'];
}) =>
  fields.length === 0 ? null : (
    <table className="message-fields above-2 table small" aria-label={title}>
      <tbody>
        {fields.map(({ name, value, secret }, line) => (
          <tr key={`${line} ${name}`}>
            <th scope="row">
              <Foreign text={name} longest={80} className="clip mono" />
            </th>
            <td>
              <bdi className={secret ? 'italic faint' : 'mono'}>{foreignText(value, LONGEST)}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );

interface MessageProps {
  readonly title: string;
  readonly message: TraceMessage;
}

/** One message as it was sent, with every secret replaced by what it was. */
const Message = ({ title, message }: MessageProps) => (
  <section className="message" aria-label={title}>
    <h2>{title}</h2>
    <p className="medium break mono">
      <bdi>{foreignText(message.line, LONGEST)}</bdi>
    </p>
    <Fields title={`${title}: headers`} fields={message.headers} />
    <Fields title={`${title}: parameters`} fields={message.body} />
  </section>
);

/**
 * `new`: came while the page was open, lights up once. `current` and `waiting`: the message a replay
 * is at, and those it has not come to.
 */
export type EntryLight = 'plain' | 'new' | 'current' | 'waiting';

interface EntryRowProps {
  readonly entry: TraceEntry;
  readonly isOpen: boolean;
  readonly light: EntryLight;
  readonly onToggle: () => void;
}

const failureSentence = ({ kind }: TraceEntry, failure: string): string => {
  if (failure === 'VK_GRANT_REVOKED' && kind !== 'refresh') return REFUSED_GRANT.sentence;
  return isErrorCode(failure) ? FAILURE_TEXT[failure].sentence : failure;
};

// Newer browsers return a promise here, which a ref must not.
const scrollHere = (element: HTMLElement | null): void => {
  element?.scrollIntoView({ block: 'nearest' });
};

const EntryDetail = ({ entry }: { readonly entry: TraceEntry }) => (
  <div className="entry-detail" ref={scrollHere}>
    {entry.failure !== undefined && (
      <p className="entry-failure medium bad">
        {foreignText(failureSentence(entry, entry.failure))}
      </p>
    )}
    <div className="entry-messages gap-6">
      <Message title="Request" message={entry.request} />
      {entry.response !== undefined && <Message title="Response" message={entry.response} />}
    </div>
  </div>
);

const End = ({ entry }: { readonly entry: TraceEntry }) => {
  const failure = failureWords(entry);
  if (failure !== undefined) return <Chip tone="bad">{failure}</Chip>;
  return entry.duration === undefined ? null : (
    <span className="entry-time flex-none note tabular">
      {Math.round(entry.duration).toLocaleString('en')} ms
    </span>
  );
};

/** One arrow between two lifelines; opens to show what was said. */
export const EntryRow = ({ entry, isOpen, light, onToggle }: EntryRowProps) => {
  const left = Math.min(lifelineIndex(entry.from), lifelineIndex(entry.to));
  const tone = failureWords(entry) === undefined ? '' : ' entry-failed';
  return (
    <li className={`entry-${light}${tone}`} ref={light === 'current' ? scrollHere : null}>
      <AriaButton className="entry-row" onPress={onToggle} aria-expanded={isOpen}>
        <span
          className="entry-label chip-last row baseline gap-2"
          style={{ marginLeft: `${left}%` }}
        >
          <Foreign text={entry.title} className="entry-title medium clip" />
          <Foreign text={entry.spec} className="entry-spec flex-none note" />
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
