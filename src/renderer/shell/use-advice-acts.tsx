import { useState, type ReactNode } from 'react';
import type { ConnectionId } from '../../shared/vocabulary/id.ts';
import { ExplainDialog } from '../advice/explain-dialog.tsx';
import type { KnownFinding } from '../advice/finding-groups.ts';
import { EndingQuestion, type Asking } from '../connections/ending-question.tsx';
import { draftAgain } from '../sign-in/draft/draft-again.ts';
import type { SignInStart } from './use-sign-in-start.ts';

interface AdviceActs {
  /** Does the one thing that a finding asks for. */
  readonly act: (known: KnownFinding) => void;
  /** What an act asks or says first. */
  readonly dialogs: ReactNode;
}

const withoutAbout = ({ finding, connection }: KnownFinding): string =>
  connection.requestedScope.filter((token) => !finding.about.includes(token)).join(' ');

/** The acts of the advice, each of which the window has already. */
export const useAdviceActs = (
  signInStart: SignInStart,
  onSelectConnection: (id: ConnectionId) => void,
): AdviceActs => {
  const [asking, setAsking] = useState<Asking>();
  const [explained, setExplained] = useState<KnownFinding>();
  const act = (known: KnownFinding): void => {
    const { finding, connection } = known;
    const { action } = finding;
    switch (action) {
      case 'sign-in-with-less':
        signInStart.start({
          kind: 'again',
          connectionId: connection.id,
          scope: withoutAbout(known),
        });
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
    act,
    dialogs: (
      <>
        <EndingQuestion asking={asking} onClose={() => setAsking(undefined)} />
        <ExplainDialog explained={explained} onClose={() => setExplained(undefined)} />
      </>
    ),
  };
};
