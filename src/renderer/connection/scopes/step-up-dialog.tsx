import { CircleHelp, TriangleAlert } from 'lucide-react';
import { useState, type SyntheticEvent } from 'react';
import { Form, Label, Text, TextArea, TextField } from 'react-aria-components';
import type { ChallengeView } from '../../../contract/scope.ts';
import type { ConnectionView } from '../../../contract/connection.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog, DialogActions } from '../../kit/dialog.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { Notice } from '../../kit/notice.tsx';
import {
  challengedScopeText,
  asksForMore,
  nothingAskedWords,
  asksNothingNew,
  maxAgeWords,
  unusableWords,
} from './challenge-words.ts';
import { Review, type AskAgain } from './review.tsx';
import { foreignText } from '../../kit/words/foreign.ts';
import { meaningWords } from '../../kit/words/scope-words.ts';
import { Chip } from '../../kit/chip.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { RiskMark } from '../../kit/risk-mark.tsx';

type Challenge = Extract<ChallengeView, { kind: 'step-up' | 'insufficient-scope' }>;

const Strength = ({ view }: { readonly view: Extract<Challenge, { kind: 'step-up' }> }) => (
  <>
    {view.acrValues !== undefined && (
      <div className="contents">
        <dt className="faint">How strongly</dt>
        <dd className="break">
          {view.acrValues.split(' ').map((value) => (
            <bdi key={value} className="block break mono">
              {foreignText(value, 200)}
            </bdi>
          ))}
          <span className="field-hint">Any one of them will do (acr_values).</span>
        </dd>
      </div>
    )}
    {view.maxAge !== undefined && (
      <div className="contents">
        <dt className="faint">How recently</dt>
        <dd className="break">
          {maxAgeWords(view.maxAge)} <span className="field-hint">(max_age)</span>
        </dd>
      </div>
    )}
  </>
);

const Scope = ({ scope }: Pick<Challenge, 'scope'>) => (
  <div className="contents">
    <dt className="faint">To do what</dt>
    <dd className="break">
      <ul aria-label="Scopes the API asks for">
        {scope.map((one) => (
          <li key={one.token} className="challenge-token row gap-3 spread">
            <span className="narrowable">
              <span className={one.sentence === undefined ? 'unstated' : undefined}>
                {meaningWords(one)}
              </span>
              <Foreign text={one.token} longest={120} className="note clip mono" />
            </span>
            {one.isGranted ? <Chip>Granted already</Chip> : <RiskMark risk={one.risk} />}
          </li>
        ))}
      </ul>
    </dd>
  </div>
);

const warningSentences = (view: Challenge): readonly string[] => [
  ...(view.kind === 'step-up' && view.isUnknownAcr
    ? ['The server does not list any of these sign-ins among those it knows. It may refuse.']
    : []),
  ...(asksNothingNew(view)
    ? [
        'It asks for nothing that is not granted already. Perhaps the token that was sent is an old one.',
      ]
    : []),
  ...[unusableWords(view.unusable)].filter((words) => words !== undefined),
];

/** What an API asks for, in words. All of it is the API's say: nothing of it is done by itself. */
const Challenged = ({ view }: { readonly view: Challenge }) => (
  <div className="stack gap-2">
    <p className="bold">
      {view.kind === 'step-up'
        ? 'The API wants you to sign in again (RFC 9470)'
        : 'The API wants more than was granted (RFC 6750 §3.1)'}
    </p>
    <dl className="sent if-any grid frame">
      {view.kind === 'step-up' && <Strength view={view} />}
      {view.scope.length > 0 && <Scope scope={view.scope} />}
    </dl>
    {warningSentences(view).map((words) => (
      <Notice key={words} tone="warn" icon={TriangleAlert} title={words} />
    ))}
  </div>
);

interface StepUpDialogProps {
  readonly connection: ConnectionView;
  readonly onClose: () => void;
  readonly onAskAgain: (asked: AskAgain) => void;
}

const buildScopeRequest = (
  view: ChallengeView | undefined,
  connection: ConnectionView,
): AskAgain | undefined => {
  if (view === undefined || !asksForMore(view)) return undefined;
  const scope = challengedScopeText(view, connection);
  if (view.kind === 'insufficient-scope') return { scope };
  const { acrValues, maxAge } = view;
  return {
    scope,
    ...(acrValues === undefined ? {} : { acrValues }),
    ...(maxAge === undefined ? {} : { maxAge }),
  };
};

const Outcome = ({ view }: { readonly view: ChallengeView }) => {
  if (asksForMore(view)) return <Challenged view={view} />;
  const { title, help } = nothingAskedWords(view);
  const isDeadToken = view.kind === 'invalid-token';
  return (
    <Notice
      tone={isDeadToken ? 'info' : 'warn'}
      icon={isDeadToken ? CircleHelp : TriangleAlert}
      title={title}
    >
      {help}
    </Notice>
  );
};

interface PastedProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
}

const Pasted = ({ text, onChange }: PastedProps) => (
  <TextField className="field" value={text} onChange={onChange} maxLength={50_000} autoFocus>
    <Label className="field-label">What the API answered</Label>
    <TextArea className="field-input field-lines mono" rows={5} spellCheck={false} />
    <Text slot="description" className="field-hint">
      Its WWW-Authenticate field, or the whole 401 or 403 response. It is read on this machine.
    </Text>
  </TextField>
);

const Steps = ({ connection, onClose, onAskAgain }: StepUpDialogProps) => {
  const [text, setText] = useState('');
  const [isReviewing, setIsReviewing] = useState(false);
  const { run, reset, state } = useCommand('connection.read-challenge');
  const view = state.kind === 'value' ? state.value : undefined;
  const asked = buildScopeRequest(view, connection);
  const read = (event: SyntheticEvent) => {
    event.preventDefault();
    if (asked !== undefined) setIsReviewing(true);
    else void run({ connectionId: connection.id, text });
  };
  if (isReviewing && asked !== undefined) {
    return (
      <Review
        connection={connection}
        asked={asked}
        onBack={() => setIsReviewing(false)}
        onAskAgain={onAskAgain}
      />
    );
  }
  return (
    <Form className="stack gap-4" onSubmit={read}>
      <Pasted
        text={text}
        onChange={(next) => {
          setText(next);
          reset();
        }}
      />
      <div role="status">{view !== undefined && <Outcome view={view} />}</div>
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
      <DialogActions>
        <Button onPress={onClose}>Cancel</Button>
        <Button
          kind="primary"
          type="submit"
          isBusy={state.kind === 'busy'}
          isDisabled={text.trim() === ''}
        >
          {asked === undefined ? 'Read it' : 'See what will happen'}
        </Button>
      </DialogActions>
    </Form>
  );
};

/** An API refused and says what it wants: read it, show it, sign in again with it. @see RFC 9470, RFC 6750 §3.1 */
export const StepUpDialog = (props: StepUpDialogProps) => (
  <Dialog title="The API wants a stronger sign-in" size="medium" isOpen onClose={props.onClose}>
    <Steps {...props} />
  </Dialog>
);
