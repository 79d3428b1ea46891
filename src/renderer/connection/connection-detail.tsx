import { type ReactNode, useState } from 'react';
import type { ConnectionView } from '../../contract/connection.ts';
import { useCommand } from '../bridge/use-command.ts';
import { FailureNotice, type StepActions } from '../kit/failure-notice.tsx';
import { AccessCard } from './scopes/access-card.tsx';
import type { AskAgain } from './scopes/review.tsx';
import { useShortcut } from '../kit/shortcuts.ts';
import { AuthorizationDetails } from './authorization-details.tsx';
import { ConnectionFacts, Unusual } from './connection-facts.tsx';
import {
  ConnectionHeader,
  LifeNotice,
  RenameDialog,
  StandingNotice,
} from './connection-header.tsx';
import { EndingSection } from './ending-section.tsx';
import { RegistrationSection } from './registration-section.tsx';
import { TokenCard } from './token-card.tsx';
import { ChangeAccess } from './scopes/change-access.tsx';
import { StepUpDialog } from './scopes/step-up-dialog.tsx';

type Asking =
  { readonly kind: 'change'; readonly unused: readonly string[] } | { readonly kind: 'step-up' };

/** How to open a dialog that ends in signing in again for something else, and the open one. */
interface AccessDialogs {
  /** `unused` scope tokens are unticked to begin with. */
  readonly change: (unused?: readonly string[]) => void;
  readonly stepUp: () => void;
  readonly dialog: ReactNode;
}

/** The dialogs about a connection's access; at most one is open. */
const useAccessDialogs = (
  connection: ConnectionView,
  onAskAgain: (asked: AskAgain) => void,
): AccessDialogs => {
  const [asking, setAsking] = useState<Asking>();
  const close = () => setAsking(undefined);
  const shared = {
    connection,
    onClose: close,
    onAskAgain: (asked: AskAgain) => {
      close();
      onAskAgain(asked);
    },
  };
  return {
    change: (unused = []) => setAsking({ kind: 'change', unused }),
    stepUp: () => setAsking({ kind: 'step-up' }),
    dialog:
      asking?.kind === 'change' ? (
        <ChangeAccess {...shared} unused={asking.unused} />
      ) : (
        asking && <StepUpDialog {...shared} />
      ),
  };
};

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
