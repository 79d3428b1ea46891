import { BellOff } from 'lucide-react';
import { actionWords, particularsOf } from './advice-words.ts';
import { Avatar } from '../../kit/avatar.tsx';
import { Button, IconButton } from '../../kit/button.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { NameLink } from '../../kit/name-link.tsx';
import type { KnownFinding } from './finding-groups.ts';

/** What can be done with a finding. */
export interface FindingActions {
  readonly onAct: (known: KnownFinding) => void;
  readonly onShow: (known: KnownFinding) => void;
  readonly onDismiss: (known: KnownFinding, isDismissed: boolean) => void;
}

interface FindingRowProps {
  readonly known: KnownFinding;
  readonly actions: FindingActions;
}

/** One connection under a rule: which, what in particular, and the one thing to do. */
export const FindingRow = ({ known, actions }: FindingRowProps) => {
  const { finding, connection } = known;
  const particulars = particularsOf(finding);
  return (
    <li className="finding">
      <Avatar name={connection.label} seed={connection.id} />
      <span className="finding-words">
        <NameLink name={connection.label} onPress={() => actions.onShow(known)} />
        <Foreign text={connection.host} className="finding-note clip" />
      </span>
      <span className="finding-about">
        {particulars !== undefined && (
          <Foreign text={particulars} className={finding.about.length > 0 ? 'clip mono' : 'clip'} />
        )}
      </span>
      <Button onPress={() => actions.onAct(known)}>
        {actionWords(finding)}
        <span className="sr-only">: {connection.host}</span>
      </Button>
      {finding.isDismissed ? (
        <Button kind="quiet" onPress={() => actions.onDismiss(known, false)}>
          Undo
        </Button>
      ) : (
        <IconButton icon={BellOff} label="I know" onPress={() => actions.onDismiss(known, true)} />
      )}
    </li>
  );
};
