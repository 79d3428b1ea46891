import { Lightbulb, ShieldCheck } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Failure } from '../../../contract/command.ts';
import type { ConnectionView } from '../../../contract/connection.ts';
import type { FindingView } from '../../../contract/advice.ts';
import { ADVICE_RULES } from '../../../vocabulary/advice-rule.ts';
import { SEVERITY_WORDS } from './advice-words.ts';
import { Button } from '../../kit/button.tsx';
import { Empty, Skeleton } from '../../kit/empty.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { Page } from '../../kit/page.tsx';
import { groupFindings, withConnections, type KnownFinding } from './finding-groups.ts';
import { type FindingActions, RuleSection } from './findings.tsx';

interface AdvicePageProps {
  readonly findings: readonly FindingView[] | undefined;
  readonly failure: Failure | undefined;
  readonly connections: readonly ConnectionView[];
  readonly actions: FindingActions;
  readonly onAskAgain: () => void;
}

const counted = (count: number, thing: string): string =>
  `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;

/** Said once everything was looked at, with how much that was. */
const AllWell = ({
  connections,
  known,
}: {
  readonly connections: number;
  readonly known: number;
}) =>
  connections === 0 ? (
    <Empty icon={Lightbulb} title="No advice yet">
      Advice comes with the first connection.
    </Empty>
  ) : (
    <Empty icon={ShieldCheck} title={known === 0 ? 'Nothing to advise' : 'Nothing new'}>
      {counted(ADVICE_RULES.length, 'rule')} looked at {counted(connections, 'connection')}: scopes,
      lifetimes, rotation, PKCE, use and more.
      {known > 0 && ` ${known.toLocaleString('en')} dismissed.`}
    </Empty>
  );

interface GroupsProps {
  readonly known: readonly KnownFinding[];
  readonly actions: FindingActions;
}

const Groups = ({ known, actions }: GroupsProps) => {
  const groups = useMemo(() => groupFindings(known), [known]);
  return groups.map(({ severity, count, rules }) => (
    <section
      key={severity}
      className="severity-group grid gap-3"
      aria-label={SEVERITY_WORDS[severity]}
    >
      <h2>
        {SEVERITY_WORDS[severity]}
        <span className="faint regular">{count.toLocaleString('en')}</span>
      </h2>
      {rules.map((group) => (
        <RuleSection key={group.rule} group={group} severity={severity} actions={actions} />
      ))}
    </section>
  ));
};

const Dismissed = ({ known, actions }: GroupsProps) => {
  const [isShown, setIsShown] = useState(false);
  if (known.length === 0) return null;
  return (
    <div className="dismissed gap-3">
      <Button kind="quiet" aria-expanded={isShown} onPress={() => setIsShown(!isShown)}>
        {isShown ? 'Hide' : 'Show'} dismissed ({known.length.toLocaleString('en')})
      </Button>
      {isShown && <Groups known={known} actions={actions} />}
    </div>
  );
};

/** The finding that was dismissed last, for as long as it can be undone here. */
const Undo = ({
  last,
  onUndo,
}: {
  readonly last: KnownFinding | undefined;
  readonly onUndo: (known: KnownFinding) => void;
}) => (
  <div className="undo" role="status">
    {last !== undefined && (
      <p>
        You know of it now. <Button onPress={() => onUndo(last)}>Undo</Button>
      </p>
    )}
  </div>
);

const Findings = ({
  findings,
  connections,
  actions,
}: Omit<AdvicePageProps, 'failure' | 'onAskAgain' | 'findings'> & {
  readonly findings: readonly FindingView[];
}) => {
  const [last, setLast] = useState<KnownFinding>();
  const known = useMemo(() => withConnections(findings, connections), [findings, connections]);
  const open = useMemo(() => known.filter(({ finding }) => !finding.isDismissed), [known]);
  const dismissed = useMemo(() => known.filter(({ finding }) => finding.isDismissed), [known]);
  const ours: FindingActions = {
    ...actions,
    onDismiss: (one, isDismissed) => {
      setLast(isDismissed ? one : undefined);
      actions.onDismiss(one, isDismissed);
    },
  };
  return (
    <>
      {open.length === 0 && (
        <section className="card">
          <AllWell connections={connections.length} known={dismissed.length} />
        </section>
      )}
      <Groups known={open} actions={ours} />
      <Dismissed known={dismissed} actions={ours} />
      <Undo last={last} onUndo={(one) => ours.onDismiss(one, false)} />
    </>
  );
};

/** What is worth changing about the logins there are, found by rules; the most severe first. */
export const AdvicePage = ({ findings, failure, onAskAgain, ...rest }: AdvicePageProps) => (
  <Page
    title="Advice"
    lead="OAuth security recommendations for your logins. Nothing changes automatically."
  >
    {failure !== undefined && <FailureNotice failure={failure} actions={{ retry: onAskAgain }} />}
    {findings === undefined && failure === undefined && <Skeleton lines={6} label="Loading" />}
    {findings !== undefined && <Findings findings={findings} {...rest} />}
  </Page>
);
