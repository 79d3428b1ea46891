import { Ban, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ConnectionView } from '../../shared/ipc/view.ts';
import { GrantsPage } from '../ends/grants-page.tsx';
import { RevokeDialog } from '../ends/revoke-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { ForgetDialog } from './ending-dialogs.tsx';
import './ending-section.css';

type Asking = 'revoke' | 'forget' | undefined;

/** The two ways to end a connection, kept apart: at the server, and on this machine. */
export const EndingSection = ({ connection }: { readonly connection: ConnectionView }) => {
  const [asking, setAsking] = useState<Asking>();
  const close = () => setAsking(undefined);
  return (
    <section className="card" aria-label="End this connection">
      <div className="ending">
        <div className="ending-words">
          <h3>Revoke</h3>
          <p>
            {connection.canRevoke
              ? 'Tells the server to end the grant. The connection stays in the list.'
              : 'This server has no revocation endpoint (RFC 7009). End the grant in your account there.'}
          </p>
          {!connection.canRevoke && <GrantsPage url={connection.grantsPage} />}
        </div>
        <Button
          icon={Ban}
          isDisabled={!connection.canRevoke || connection.standing.kind !== 'active'}
          onPress={() => setAsking('revoke')}
        >
          Revoke…
        </Button>
      </div>
      <div className="ending">
        <div className="ending-words">
          <h3>Forget</h3>
          <p>Deletes it from this machine. The server is not told.</p>
        </div>
        <Button icon={Trash2} onPress={() => setAsking('forget')}>
          Forget…
        </Button>
      </div>
      <RevokeDialog connection={connection} isOpen={asking === 'revoke'} onClose={close} />
      <ForgetDialog connection={connection} isOpen={asking === 'forget'} onClose={close} />
    </section>
  );
};
