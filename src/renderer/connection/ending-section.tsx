import { Ban, LogOut, Trash2, type LucideIcon } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { ConnectionView } from '../../contract/connection.ts';
import { GrantsPage } from '../revocation/grants-page.tsx';
import { BLOCK_WORDS } from '../revocation/revocation-words.ts';
import { RevokeDialog } from '../revocation/revoke-dialog.tsx';
import { Button } from '../kit/button.tsx';
import { isEndedAtServer } from '../kit/words/standing-words.ts';
import { ForgetDialog } from './ending-dialogs.tsx';

type Asking = 'revoke' | 'forget' | undefined;

interface EndingProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly icon: LucideIcon;
  readonly button: string;
  readonly isDisabled?: boolean;
  readonly onPress: () => void;
}

const Ending = ({ title, children, icon, button, isDisabled = false, onPress }: EndingProps) => (
  <div className="ending keep-buttons row spread gap-4 pad-y-1">
    <div className="grid gap-1">
      <h3>{title}</h3>
      {children}
    </div>
    <Button icon={icon} isDisabled={isDisabled} onPress={onPress}>
      {button}
    </Button>
  </div>
);

interface EndingSectionProps {
  readonly connection: ConnectionView;
  readonly onSignOut: () => void;
}

/** The ways to end a connection, kept apart: at the server, in the browser, and on this machine. */
export const EndingSection = ({ connection, onSignOut }: EndingSectionProps) => {
  const [asking, setAsking] = useState<Asking>();
  const close = () => setAsking(undefined);
  const { canRevoke, revocationBlock, canEndSession, standing } = connection;
  return (
    <section className="card" aria-label="End this connection">
      <Ending
        title="Revoke"
        icon={Ban}
        button="Revoke…"
        isDisabled={!canRevoke || standing.kind !== 'active'}
        onPress={() => setAsking('revoke')}
      >
        <p className="soft">
          {isEndedAtServer(standing)
            ? 'This login has ended at the server: there is nothing left to revoke.'
            : canRevoke
              ? 'Tells the server to end the login, or a part of it. The connection stays in the list.'
              : BLOCK_WORDS[revocationBlock ?? 'no-interface']}
        </p>
        {!canRevoke && <GrantsPage connection={connection} />}
      </Ending>
      {canEndSession && (
        <Ending title="Sign out at the server" icon={LogOut} button="Sign out" onPress={onSignOut}>
          <p className="soft">Ends your session there, in your browser. It revokes no token.</p>
        </Ending>
      )}
      <Ending title="Forget" icon={Trash2} button="Forget…" onPress={() => setAsking('forget')}>
        <p className="soft">Deletes it from this machine. The server is not told.</p>
      </Ending>
      <RevokeDialog connection={connection} isOpen={asking === 'revoke'} onClose={close} />
      <ForgetDialog connection={connection} isOpen={asking === 'forget'} onClose={close} />
    </section>
  );
};
