import { ArrowLeft, ExternalLink, TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { SignInRequest } from '../../../contract/sign-in.ts';
import type { ScopeMeaningView, AskAgainView } from '../../../contract/scope.ts';
import type { ConnectionView } from '../../../contract/connection.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { meaningWords } from '../../kit/words/scope-words.ts';
import { Button } from '../../kit/button.tsx';
import { Chip } from '../../kit/chip.tsx';
import { DialogActions } from '../../kit/dialog.tsx';
import { Skeleton } from '../../kit/empty.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { Notice } from '../../kit/notice.tsx';
import { RiskMark } from '../../kit/risk-mark.tsx';
import { goWords, onceWords, reviewNotes, type ReviewNote } from './review-words.ts';
import { foreignText } from '../../kit/words/foreign.ts';

const freshWords = ({ how, isPushed, isSigned }: AskAgainView): string => {
  if (how !== 'browser') return 'How the client proves itself, where it does, is not shown.';
  return [
    'State, nonce, code challenge and redirect URI are made fresh each time.',
    ...(isSigned ? ['All of it is inside one signed parameter (RFC 9101).'] : []),
    ...(isPushed ? ['It is handed to the server directly first (RFC 9126).'] : []),
  ].join(' ');
};

/** The request as readable parameters; what is fresh each time and what is secret is not among them. */
const SentRequest = ({ view }: { readonly view: AskAgainView }) => (
  <section className="stack gap-1 flex-none" aria-label="What is sent">
    <h3>What is sent</h3>
    <dl className="sent grid frame selectable">
      {view.parameters.map(({ name, value }) => (
        <div key={name} className="contents">
          <dt className="faint mono">{foreignText(name, 60)}</dt>
          <dd className="break mono">
            <bdi>{foreignText(value, 4000)}</bdi>
          </dd>
        </div>
      ))}
    </dl>
    <p className="field-hint">{freshWords(view)}</p>
  </section>
);

/** What is asked of a connection's server once more. */
export type AskAgain = Omit<Extract<SignInRequest, { kind: 'again' }>, 'kind' | 'connectionId'>;

interface ReviewProps {
  readonly connection: ConnectionView;
  readonly asked: AskAgain;
  readonly onBack: () => void;
  readonly onAskAgain: (asked: AskAgain) => void;
}

const Note = ({ note }: { readonly note: ReviewNote }) => (
  <li
    className={`review-note mark-and-words row stretch gap-2 ${note.tone === 'warn' ? 'warn' : 'soft'}`}
  >
    {note.tone === 'warn' && <TriangleAlert size={14} aria-hidden="true" />}
    <span className="narrowable break">
      {note.words} {note.isRecalled === true && <Chip tone="warn">From memory, not checked</Chip>}
      {note.page !== undefined && <Foreign text={note.page} className="clip mono selectable" />}
    </span>
  </li>
);

interface TokensProps {
  readonly heading: string;
  readonly sign: '+' | '−' | '';
  readonly tokens: readonly ScopeMeaningView[];
}

const Tokens = ({ heading, sign, tokens }: TokensProps) =>
  tokens.length === 0 ? null : (
    <section className="stack gap-1 flex-none">
      <h3>
        {heading} <span className="faint regular">{tokens.length.toLocaleString('en')}</span>
      </h3>
      <ul className="ruled" aria-label={heading}>
        {tokens.map((meaning) => (
          <li
            key={meaning.token}
            className="grid middle gap-2"
            style={{ paddingBlock: 6, gridTemplateColumns: '12px minmax(0, 1fr) auto' }}
          >
            <span className="faint bold" aria-hidden="true">
              {sign}
            </span>
            <span className="narrowable">
              <span className={meaning.sentence === undefined ? 'unstated' : undefined}>
                {meaningWords(meaning)}
              </span>
              <Foreign text={meaning.token} longest={120} className="note clip mono" />
            </span>
            {sign === '+' && <RiskMark risk={meaning.risk} />}
          </li>
        ))}
      </ul>
    </section>
  );

const Difference = ({ view }: { readonly view: AskAgainView }) => (
  <>
    <Tokens heading="New" sign="+" tokens={view.added} />
    <Tokens heading="Dropped" sign="−" tokens={view.dropped} />
    <Tokens heading="As they are" sign="" tokens={view.kept} />
  </>
);

const Body = ({ connection, view }: Pick<ReviewProps, 'connection'> & { view: AskAgainView }) =>
  view.how === 'none' ? (
    <Notice tone="warn" icon={TriangleAlert} title="This grant cannot be asked for again">
      {onceWords(connection.grantType)}
    </Notice>
  ) : (
    <>
      <ol className="stack gap-2 pad-y-3 pad-x-4 well">
        {reviewNotes(view).map((note) => (
          <Note key={note.words} note={note} />
        ))}
      </ol>
      <Difference view={view} />
      <SentRequest view={view} />
    </>
  );

/** The second step: what will happen and what will be sent. The way on is the only thing that does anything. */
export const Review = ({ connection, asked, onBack, onAskAgain }: ReviewProps) => {
  const preview = useQuery('connection.preview-again', { connectionId: connection.id, ...asked });
  const view = preview.value;
  // The button that led here is gone: reading goes on at the top, and not at the button that acts.
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => region.current?.focus(), []);
  return (
    <>
      <div
        ref={region}
        className="review stack gap-4"
        role="region"
        aria-label="What will happen"
        tabIndex={0}
      >
        {preview.failure !== undefined && (
          <FailureNotice failure={preview.failure} actions={{ retry: preview.askAgain }} />
        )}
        {view === undefined && preview.failure === undefined && (
          <Skeleton lines={6} label="Loading what will happen" />
        )}
        {view !== undefined && <Body connection={connection} view={view} />}
      </div>
      <DialogActions>
        <Button icon={ArrowLeft} onPress={onBack}>
          Back
        </Button>
        {view !== undefined && view.how !== 'none' && (
          <Button
            kind="primary"
            {...(view.how === 'browser' ? { icon: ExternalLink } : {})}
            onPress={() => onAskAgain(asked)}
          >
            {goWords(view.how)}
          </Button>
        )}
      </DialogActions>
    </>
  );
};
