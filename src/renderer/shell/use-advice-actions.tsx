import { useState, type ReactNode } from 'react';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { ExplainDialog } from '../pages/advice/advice-notice.tsx';
import type { KnownFinding } from '../pages/advice/finding-groups.ts';
import { EndingQuestion, type Asking } from '../connection/ending-dialogs.tsx';
import { ChangeAccess } from '../connection/scopes/change-access.tsx';
import { draftAgain } from '../sign-in/draft/draft.ts';
import type { SignInStart } from './use-sign-in-start.ts';

interface AdviceActions {
  /** Does the one thing that a finding asks for. */
  readonly action: (known: KnownFinding) => void;
  /** What an action asks or says first. */
  readonly dialogs: ReactNode;
}

interface AskForLessProps {
  readonly known: KnownFinding | undefined;
  readonly onClose: () => void;
  readonly signInStart: SignInStart;
}

/** What the finding is about is unticked; what will happen is said before the browser opens. */
const AskForLess = ({ known, onClose, signInStart }: AskForLessProps) => {
  if (known === undefined) return null;
  const { finding, connection } = known;
  const isUnused = finding.rule === 'high-risk-unused';
  return (
    <ChangeAccess
      connection={connection}
      unused={isUnused ? finding.about : []}
      dropped={isUnused ? [] : finding.about}
      onClose={onClose}
      onAskAgain={(asked) => {
        onClose();
        signInStart.start({ kind: 'again', connectionId: connection.id, ...asked });
      }}
    />
  );
};

/** The actions of the advice, each of which the window has already. */
export const useAdviceActions = (
  signInStart: SignInStart,
  onSelectConnection: (id: ConnectionId) => void,
): AdviceActions => {
  const [asking, setAsking] = useState<Asking>();
  const [narrowed, setNarrowed] = useState<KnownFinding>();
  const [explained, setExplained] = useState<KnownFinding>();
  const action = (known: KnownFinding): void => {
    const { finding, connection } = known;
    const { action } = finding;
    switch (action) {
      case 'sign-in-with-less':
        setNarrowed(known);
        return;
      case 'set-up-again':
        signInStart.openForm(draftAgain(connection, finding.rule === 'dpop-not-used'));
        return;
      case 'revoke':
      case 'forget':
        setAsking({ what: action, connection });
        return;
      case 'look':
        onSelectConnection(connection.id);
        return;
      case 'explain':
        setExplained(known);
    }
  };
  return {
    action,
    dialogs: (
      <>
        <EndingQuestion asking={asking} onClose={() => setAsking(undefined)} />
        <AskForLess
          known={narrowed}
          onClose={() => setNarrowed(undefined)}
          signInStart={signInStart}
        />
        <ExplainDialog explained={explained} onClose={() => setExplained(undefined)} />
      </>
    ),
  };
};
