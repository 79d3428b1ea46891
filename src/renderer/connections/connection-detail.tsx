import { useState, type ReactNode } from 'react';
import type { ConnectionView } from '../../shared/ipc/view.ts';
import { useCommand } from '../bridge/use-command.ts';
import { FailureNotice, type StepDeeds } from '../ui/failure-notice.tsx';
import { useShortcut } from '../ui/shortcuts.ts';
import { AuthorizationDetails } from './authorization-details.tsx';
import { ConnectionFacts } from './connection-facts.tsx';
import { ConnectionHeader } from './connection-header.tsx';
import { EndingSection } from './ending-section.tsx';
import { LifeNotice } from './life-notice.tsx';
import { RegistrationSection } from './registration-section.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { ScopeList } from './scope-list.tsx';
import { StandingNotice } from './standing-notice.tsx';
import { TokenCard } from './token-card.tsx';
import './connection-detail.css';

interface ConnectionDetailProps {
  readonly connection: ConnectionView;
  readonly deeds: StepDeeds;
  readonly onSignInAgain: () => void;
  /** What is advised on it. */
  readonly advice: ReactNode;
  /** The decoded claims, from the inspector. */
  readonly claims: ReactNode;
}

/** Everything about one connection. */
export const ConnectionDetail = ({
  connection,
  deeds,
  onSignInAgain,
  advice,
  claims,
}: ConnectionDetailProps) => {
  const [isRenaming, setIsRenaming] = useState(false);
  const endSession = useCommand('connection.end-session');
  const signOut = () => void endSession.run({ connectionId: connection.id });
  useShortcut('rename', () => setIsRenaming(true));
  return (
    <div className="detail">
      <ConnectionHeader
        connection={connection}
        onRename={() => setIsRenaming(true)}
        onSignInAgain={onSignInAgain}
        onSignOut={signOut}
      />
      {endSession.state.kind === 'failure' && (
        <FailureNotice failure={endSession.state.failure} deeds={{ ...deeds, retry: signOut }} />
      )}
      <StandingNotice connection={connection} onSignInAgain={onSignInAgain} />
      <LifeNotice connection={connection} />
      {connection.standing.kind === 'active' && <TokenCard connection={connection} deeds={deeds} />}
      <section className="card" aria-label="Granted scopes">
        <h2 className="card-title">What it may do</h2>
        <ScopeList connection={connection} />
      </section>
      {advice}
      <AuthorizationDetails connection={connection} />
      {claims}
      <section className="card" aria-label="Details">
        <h2 className="card-title">Details</h2>
        <ConnectionFacts connection={connection} />
      </section>
      <RegistrationSection key={connection.id} connection={connection} />
      <EndingSection connection={connection} onSignOut={signOut} />
      <RenameDialog
        connection={connection}
        isOpen={isRenaming}
        onClose={() => setIsRenaming(false)}
      />
    </div>
  );
};
