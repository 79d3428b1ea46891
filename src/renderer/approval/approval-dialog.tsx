import { ShieldCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { QuestionView } from '../../contract/approval.ts';
import type { ConnectionView } from '../../contract/connection.ts';
import type { ApprovalLifetime } from '../../vocabulary/agent.ts';
import { useCommand } from '../bridge/use-command.ts';
import { useQuery } from '../bridge/use-query.ts';
import { Button } from '../kit/button.tsx';
import { Checkbox } from '../kit/checkbox.tsx';
import { Choice } from '../kit/choice.tsx';
import { ConnectionEntry } from '../kit/connection-entry.tsx';
import { Dialog, DialogActions } from '../kit/dialog.tsx';
import { FailureNotice } from '../kit/failure-notice.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { Notice } from '../kit/notice.tsx';
import { RiskMark } from '../kit/risk-mark.tsx';
import { foreignText } from '../kit/words/foreign.ts';
import { meaningWords } from '../kit/words/scope-words.ts';
import { UseFacts } from './use-facts.tsx';
import { ConsumerFacts, WeakNotice } from './consumer-facts.tsx';
import { consumerTitle, LIFETIME_WORDS } from './consumer-words.ts';

/** Milliseconds until what has just appeared can be pressed: longer than a double click. */
const LOOK_FIRST = 1000;
/** The same for what lasts, or allows harm. */
const LOOK_WELL = 3000;

/** Whether what `key` names has been in sight for long enough, since the window came to the front. */
const useLookedAt = (key: string, length: number): boolean => {
  const [seen, setSeen] = useState<string>();
  useEffect(() => {
    const start = () => setTimeout(() => setSeen(key), length);
    let timer = start();
    // A window that has just come forward may get the click that was meant for another.
    const lookAgain = (): void => {
      clearTimeout(timer);
      setSeen(undefined);
      timer = start();
    };
    window.addEventListener('focus', lookAgain);
    document.addEventListener('visibilitychange', lookAgain);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('focus', lookAgain);
      document.removeEventListener('visibilitychange', lookAgain);
    };
  }, [key, length]);
  return seen === key;
};

interface ScopesProps {
  readonly question: QuestionView;
  readonly connection: ConnectionView | undefined;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

const Scopes = ({ question, connection, chosen, onChange }: ScopesProps) => (
  <ul className="scope-choices grid frame ruled" aria-label="Scopes">
    {question.scope.map((token) => {
      const meaning = connection?.scopeMeanings.find((one) => one.token === token);
      const toggle = (isChosen: boolean) =>
        onChange(isChosen ? [...chosen, token] : chosen.filter((one) => one !== token));
      return (
        <li key={token} className="scope-choice">
          <Checkbox isSelected={chosen.includes(token)} onChange={toggle}>
            <span className="stack fill snug" title={foreignText(token, 400)}>
              <span>{foreignText(meaningWords(meaning ?? {}))}</span>
              <Foreign text={token} longest={120} className="small clip mono" />
            </span>
            <RiskMark risk={meaning?.risk} />
          </Checkbox>
        </li>
      );
    })}
  </ul>
);

/** What a program says of itself: nobody has checked it. */
const Claimed = ({ question }: { readonly question: QuestionView }) => {
  const { reason, consumer } = question;
  if (reason === undefined && consumer.claimedName === undefined) return null;
  return (
    <section className="grid gap-1" aria-label="What it says of itself">
      <h3 className="note medium">What it says of itself, unchecked</h3>
      {consumer.claimedName !== undefined && (
        <p className="soft">
          Name: “<Foreign text={consumer.claimedName} className="" />”
        </p>
      )}
      {reason !== undefined && (
        <p className="soft break">
          Reason: “<Foreign text={reason} className="" />”
        </p>
      )}
    </section>
  );
};

interface AskedProps {
  readonly question: QuestionView;
  readonly connection: ConnectionView | undefined;
  /** Other questions that wait. */
  readonly others: number;
}

/** How long what is remembered may last; the first is proposed. */
const LIFETIMES: Readonly<Record<'token' | 'use', readonly ApprovalLifetime[]>> = {
  token: ['once', 'until-lock', '12-hours', '30-days'],
  use: ['1-hour', 'until-lock', '12-hours', '30-days'],
};

const lifetimesOf = ({ purpose, consumer }: QuestionView): readonly ApprovalLifetime[] =>
  !consumer.isWeak && (purpose === 'token' || purpose === 'use') ? LIFETIMES[purpose] : [];

const firstLifetime = (question: QuestionView): ApprovalLifetime =>
  lifetimesOf(question)[0] ?? 'once';

const lifetimeChoices = (question: QuestionView) =>
  lifetimesOf(question).map((value) => ({ value, label: LIFETIME_WORDS[value] }));

/** How an approval is put together: what, for how long, and whether the person has had time to look. */
const useApproval = ({ question, connection }: Omit<AskedProps, 'others'>) => {
  const [chosen, setChosen] = useState(question.scope);
  const [lifetime, setLifetime] = useState<ApprovalLifetime>(firstLifetime(question));
  const isRisky = chosen.some(
    (token) => connection?.scopeMeanings.find((one) => one.token === token)?.risk === 'high',
  );
  const isGrave =
    question.purpose === 'revoke' ||
    question.purpose === 'more-access' ||
    isRisky ||
    lifetime === '30-days';
  const look = isGrave ? LOOK_WELL : LOOK_FIRST;
  const isLookedAt = useLookedAt(`${question.id} ${look} ${chosen.length} ${lifetime}`, look);
  const { run, state } = useCommand('approval.answer');
  const questionId = question.id;
  return {
    chosen,
    setChosen,
    lifetime,
    setLifetime,
    isGrave,
    canApprove: isLookedAt && (chosen.length > 0 || question.scope.length === 0),
    state,
    deny: () => void run({ questionId, answer: { kind: 'deny' } }),
    proposeUse: () => void run({ questionId, answer: { kind: 'deny', proposeUse: true } }),
    approve() {
      const scope = chosen.length < question.scope.length ? { scope: [...chosen] } : {};
      void run({ questionId, answer: { kind: 'approve', lifetime, ...scope } });
    },
  };
};

type Approving = ReturnType<typeof useApproval>;

const Actions = ({ approval, isRevoke }: { approval: Approving; isRevoke: boolean }) => {
  const { state, isGrave, canApprove, approve, deny } = approval;
  return (
    <>
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
      <DialogActions>
        <Button onPress={deny} autoFocus>
          Deny
        </Button>
        <Button
          kind={isGrave ? 'danger' : 'plain'}
          isDisabled={!canApprove}
          isBusy={state.kind === 'busy'}
          onPress={approve}
        >
          {isRevoke ? 'Revoke the login' : 'Approve'}
        </Button>
      </DialogActions>
    </>
  );
};

/** What follows the name of the program. */
const PURPOSE_WORDS: Readonly<Record<QuestionView['purpose'], string>> = {
  token: 'asks for a token',
  use: 'asks to call an API',
  'more-access': 'asks for more access',
  revoke: 'wants to revoke a login',
};

/** What follows from approving, where that is more than a token. */
const CONSEQUENCES: Readonly<Partial<Record<QuestionView['purpose'], string>>> = {
  'more-access':
    'These are not granted yet. If you approve, your browser opens and the server asks you once more, for these and all that was granted before.',
  revoke:
    'This ends the login at its server, for every program that uses it. To use it again, you sign in again.',
};

const Consequence = ({ purpose }: Pick<QuestionView, 'purpose'>) => {
  const words = CONSEQUENCES[purpose];
  return words === undefined ? null : <p className="soft">{words}</p>;
};

/** A coding agent reads whatever it is shown, and need not hold what it can call with. */
const ProposeUse = ({ onPress }: { readonly onPress: () => void }) => (
  <Notice
    tone="info"
    icon={ShieldCheck}
    title="A coding agent need not hold the token"
    action={
      <Button kind="primary" onPress={onPress}>
        Offer calls instead
      </Button>
    }
  >
    It can call the API through Valet Key and never see the token. This denies the token, and says
    so to the agent; it then asks for the calls that it needs.
  </Notice>
);

interface AskedForProps {
  readonly question: QuestionView;
  readonly connection: ConnectionView | undefined;
  readonly approval: Approving;
}

/** Who asks, and for what. */
const AskedFor = ({ question, connection, approval }: AskedForProps) => {
  const { purpose, consumer, resource, use } = question;
  return (
    <>
      {connection !== undefined && (
        <div className="row gap-3" role="group" aria-label="Connection">
          <ConnectionEntry connection={connection} />
        </div>
      )}
      {consumer.isWeak && <WeakNotice consumer={consumer} />}
      {use !== undefined && <UseFacts use={use} connection={connection} />}
      {purpose === 'token' && consumer.isCodingAgent && (
        <ProposeUse onPress={approval.proposeUse} />
      )}
      <ConsumerFacts consumer={consumer} />
      {purpose !== 'revoke' && (
        <Scopes
          question={question}
          connection={connection}
          chosen={approval.chosen}
          onChange={approval.setChosen}
        />
      )}
      {resource !== undefined && (
        <p className="soft break">
          For <Foreign text={resource} className="mono break" />
        </p>
      )}
      <Consequence purpose={purpose} />
    </>
  );
};

/** For how long: a choice where it can be remembered, and what follows where it cannot. */
const ForHowLong = ({ question, approval }: Omit<AskedForProps, 'connection'>) => {
  const choices = lifetimeChoices(question);
  if (choices.length > 0) {
    return (
      <Choice
        label="For how long"
        choices={choices}
        value={approval.lifetime}
        onChange={approval.setLifetime}
      />
    );
  }
  if (question.purpose !== 'use') return null;
  return <p className="soft">For this process alone, and for an hour at most.</p>;
};

const Asked = ({ question, connection, others }: AskedProps) => {
  const approval = useApproval({ question, connection });
  const { purpose, consumer, waiting } = question;
  const title = foreignText(consumerTitle(consumer), 80);
  return (
    <Dialog
      title={`${title} ${PURPOSE_WORDS[purpose]}`}
      role="alertdialog"
      size="medium"
      isOpen
      onClose={approval.deny}
    >
      {/* Rows keep their height: a list of scopes that is squeezed shows none of them. */}
      <div className="grid gap-4 scroll" style={{ gridAutoRows: 'max-content' }}>
        <AskedFor question={question} connection={connection} approval={approval} />
        <ForHowLong question={question} approval={approval} />
        <Claimed question={question} />
        <p className="note">
          {waiting > 1 && `${waiting.toLocaleString('en')} requests wait for this answer. `}
          {others > 0 && `${others.toLocaleString('en')} more to answer after this.`}
        </p>
      </div>
      <Actions approval={approval} isRevoke={purpose === 'revoke'} />
    </Dialog>
  );
};

/** Asks the person what programs ask for, one question at a time, over whatever is shown. */
export const ApprovalDialog = ({
  connections,
}: {
  readonly connections: readonly ConnectionView[];
}) => {
  const { value = [] } = useQuery('approval.questions', {}, ['approvals.changed']);
  const [question] = value;
  if (question === undefined) return null;
  return (
    <Asked
      key={question.id}
      question={question}
      connection={connections.find(({ id }) => id === question.connectionId)}
      others={value.length - 1}
    />
  );
};
