import { CircleAlert, CircleCheck, CircleX } from 'lucide-react';
import type { ConnectionView } from '../../shared/ipc/view.ts';
import type { RevocationProofView } from '../../shared/ipc/view-inspection.ts';
import { useCommand } from '../bridge/use-command.ts';
import { foreignText } from '../text/foreign.ts';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { useNow } from '../ui/use-now.ts';
import { GrantsPage } from './grants-page.tsx';
import { proofWords, stopsWorking } from './revocation-words.ts';
import './revoke-dialog.css';

const ICONS = { good: CircleCheck, warn: CircleAlert, bad: CircleX } as const;

const Stops = ({ connection }: { readonly connection: ConnectionView }) => (
  <div className="dialog-text">
    <p>
      <strong className="selectable">
        <bdi>{foreignText(connection.host, 80)}</bdi>
      </strong>{' '}
      is told to end the grant of{' '}
      <strong>
        <bdi>{foreignText(connection.label, 60)}</bdi>
      </strong>
      . What stops working:
    </p>
    <ul className="revoke-stops">
      {stopsWorking(connection).map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
    <p>The connection stays in your list, so you can sign in again.</p>
    <GrantsPage url={connection.grantsPage} />
  </div>
);

interface ProofPanelProps {
  readonly connection: ConnectionView;
  readonly proof: RevocationProofView;
}

const ProofPanel = ({ connection, proof }: ProofPanelProps) => {
  const { tone, title, text, offline } = proofWords(proof, useNow());
  const Icon = ICONS[tone];
  return (
    <div className={`proof proof-${tone}`} role="status">
      <Icon size={20} aria-hidden="true" />
      <div className="dialog-text">
        <p className="proof-title">{title}</p>
        <p>{text}</p>
        {offline !== undefined && <p>{offline}</p>}
        {proof.outcome !== 'dead' && <GrantsPage url={connection.grantsPage} />}
      </div>
    </div>
  );
};

interface RevokeDialogProps {
  readonly connection: ConnectionView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Says what a revocation ends, asks, and then says what could be proven of it. @see RFC 7009 */
export const RevokeDialog = ({ connection, isOpen, onClose }: RevokeDialogProps) => {
  const { run, reset, state } = useCommand('connection.revoke');
  const close = () => {
    onClose();
    reset();
  };
  const revoke = () => void run({ connectionId: connection.id });
  if (state.kind === 'value') {
    return (
      <Dialog title="Revoked" isOpen={isOpen} onClose={close}>
        <ProofPanel connection={connection} proof={state.value.proof} />
        <DialogActions>
          <Button kind="primary" onPress={close} autoFocus>
            Done
          </Button>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <Dialog title="Revoke at the server?" role="alertdialog" isOpen={isOpen} onClose={close}>
      <Stops connection={connection} />
      {state.kind === 'failure' && (
        <FailureNotice failure={state.failure} deeds={{ retry: revoke }} />
      )}
      <DialogActions>
        <Button onPress={close} autoFocus>
          Cancel
        </Button>
        <Button kind="danger" isBusy={state.kind === 'busy'} onPress={revoke}>
          Revoke
        </Button>
      </DialogActions>
    </Dialog>
  );
};
