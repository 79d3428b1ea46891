import { useState, type ReactNode } from 'react';
import type { ConnectionView } from '../../contract/connection.ts';
import { useCommand } from '../bridge/use-command.ts';
import { FailureNotice, type StepActions } from '../kit/failure-notice.tsx';
import { AccessCard } from './scopes/access-card.tsx';
import type { AskAgain } from './scopes/review.tsx';
import { useAccessDialogs } from './scopes/use-access-dialogs.tsx';
import { useShortcut } from '../kit/shortcuts.ts';
import { AuthorizationDetails } from './authorization-details.tsx';
import { ConnectionFacts, Unusual } from './connection-facts.tsx';
import { ConnectionHeader } from './connection-header.tsx';
import { EndingSection } from './ending-section.tsx';
import { LifeNotice } from './connection-notices.tsx';
import { RegistrationSection } from './registration-section.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { StandingNotice } from './connection-notices.tsx';
import { TokenCard } from './token-card.tsx';

interface ConnectionDetailProps {
  readonly connection: ConnectionView;
  readonly actions: StepActions;
  readonly onSignInAgain: () => void;
  /** What is advised on it. */
  readonly advice: ReactNode;
  /** Signs in again for something else than before. */
  readonly onAskAgain: (asked: AskAgain) => void;
  /** The decoded claims, from the inspector. */
  readonly claims: ReactNode;
}

/** Where it comes from, and what the client is registered as. */
const Details = ({ connection }: Pick<ConnectionDetailProps, 'connection'>) => (
  <>
    <section className="card" aria-label="Details">
      <h2 className="card-title">Details</h2>
      <ConnectionFacts connection={connection} />
      <Unusual connection={connection} />
    </section>
    <RegistrationSection key={connection.id} connection={connection} />
  </>
);

/** Everything about one connection. */
export const ConnectionDetail = ({
  connection,
  actions,
  onSignInAgain,
  advice,
  onAskAgain,
  claims,
}: ConnectionDetailProps) => {
  const [isRenaming, setIsRenaming] = useState(false);
  const endSession = useCommand('connection.end-session');
  const signOut = () => void endSession.run({ connectionId: connection.id });
  const access = useAccessDialogs(connection, onAskAgain);
  useShortcut('rename', () => setIsRenaming(true));
  return (
    <div className="detail stack gap-4 full-width">
      <ConnectionHeader
        connection={connection}
        onRename={() => setIsRenaming(true)}
        onChangeAccess={() => access.change()}
        onStepUp={access.stepUp}
        onSignInAgain={onSignInAgain}
        onSignOut={signOut}
      />
      {endSession.state.kind === 'failure' && (
        <FailureNotice
          failure={endSession.state.failure}
          actions={{ ...actions, retry: signOut }}
        />
      )}
      <StandingNotice connection={connection} onSignInAgain={onSignInAgain} />
      <LifeNotice connection={connection} />
      {connection.standing.kind === 'active' && (
        <TokenCard connection={connection} actions={actions} />
      )}
      <AccessCard connection={connection} onChange={access.change} />
      {advice}
      <AuthorizationDetails connection={connection} />
      {claims}
      <Details connection={connection} />
      <EndingSection connection={connection} onSignOut={signOut} />
      {access.dialog}
      <RenameDialog
        connection={connection}
        isOpen={isRenaming}
        onClose={() => setIsRenaming(false)}
      />
    </div>
  );
};
