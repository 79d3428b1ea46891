import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Failure } from '../../contract/command.ts';
import { NEXT_STEP, type NextStep } from '../../vocabulary/error-code.ts';
import { FAILURE_TEXT, pauseText, quotedText, STEP_LABEL } from '../../vocabulary/failure-text.ts';
import { foreignText } from './words/foreign.ts';
import { Button } from './button.tsx';
import { Foreign } from './foreign.tsx';
import { Notice } from './notice.tsx';

/** What each next step does here. A step without an action has no button; `report` always has one. */
export type StepActions = Partial<Readonly<Record<NextStep, () => void>>>;

interface FailureNoticeProps {
  readonly failure: Failure;
  readonly actions?: StepActions;
  /** What it means here, where that is not what it means elsewhere. */
  readonly text?: FailureWords | undefined;
}

/** What a failure means, and the one thing to do. */
export interface FailureWords {
  readonly sentence: string;
  readonly action: string;
}

const FailureFacts = ({ failure }: { readonly failure: Failure }) => (
  <dl
    className="grid gap-x-3 above-2 small selectable"
    style={{ rowGap: 2, gridTemplateColumns: 'max-content 1fr' }}
  >
    <dt className="faint">Code</dt>
    <dd className="mono">{failure.code}</dd>
    {Object.entries(failure.fields).map(([name, value]) => (
      <div key={name} className="contents">
        <dt className="faint">
          <Foreign text={name} longest={40} className="" />
        </dt>
        <dd>
          <Foreign text={String(value)} className="" />
        </dd>
      </div>
    ))}
  </dl>
);

/** A failure as one sentence, one thing to do, and the server's own words as a quotation. */
export const FailureNotice = ({ failure, actions = {}, text }: FailureNoticeProps) => {
  const [showsFacts, setShowsFacts] = useState(false);
  const { sentence, action } = text ?? FAILURE_TEXT[failure.code];
  const step = NEXT_STEP[failure.code];
  const takeStep = actions[step];
  const quote = quotedText(failure.fields);
  const pause = pauseText(failure.fields);
  return (
    <Notice
      tone="bad"
      icon={TriangleAlert}
      title={sentence}
      action={
        <span className="row stretch gap-1">
          <Button
            kind="quiet"
            onPress={() => setShowsFacts(!showsFacts)}
            aria-expanded={showsFacts}
          >
            {showsFacts ? 'Hide details' : STEP_LABEL.report}
          </Button>
          {takeStep !== undefined && <Button onPress={takeStep}>{STEP_LABEL[step]}</Button>}
        </span>
      }
    >
      <p>{action}</p>
      {pause !== undefined && <p className="above-1">{pause}</p>}
      {quote !== undefined && (
        <p className="above-1 italic">
          {failure.code === 'VK_WEB_PAGE_RECEIVED' ? 'The page is called' : 'The server says'}: “
          <bdi>{foreignText(quote, 200)}</bdi>”
        </p>
      )}
      {showsFacts && <FailureFacts failure={failure} />}
    </Notice>
  );
};
