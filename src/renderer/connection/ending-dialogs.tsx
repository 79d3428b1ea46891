import type { ReactNode } from 'react';
import type { Failure } from '../../contract/command.ts';
import type { ConnectionView } from '../../contract/connection.ts';
import { useCommand } from '../bridge/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Dialog, DialogActions } from '../kit/dialog.tsx';
import { FailureNotice } from '../kit/failure-notice.tsx';
import { isEndedAtServer } from '../kit/words/standing-words.ts';
import { foreignText } from '../kit/words/foreign.ts';
import { RevokeDialog } from '../revocation/revoke-dialog.tsx';

/** Which end of which connection is asked about. */
export interface Asking {
  readonly what: 'revoke' | 'forget';
  readonly connection: ConnectionView;
}

interface EndingQuestionProps {
  readonly asking: Asking | undefined;
  readonly onClose: () => void;
}

/** Asks before a connection ends, from wherever that was wanted; nothing while nothing is asked. */
export const EndingQuestion = ({ asking, onClose }: EndingQuestionProps) => {
  if (asking === undefined) return null;
  const Dialog = asking.what === 'revoke' ? RevokeDialog : ForgetDialog;
  return <Dialog connection={asking.connection} isOpen onClose={onClose} />;
};

interface EndingDialogProps {
  readonly connection: ConnectionView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

interface ConfirmProps extends EndingDialogProps {
  readonly title: string;
  readonly verb: string;
  readonly isBusy: boolean;
  readonly failure: Failure | undefined;
  readonly onConfirm: () => void;
  readonly children: ReactNode;
}

/** A question that ends something, with the way out first. */
export const Confirm = ({
  title,
  verb,
  isBusy,
  failure,
  onConfirm,
  children,
  isOpen,
  onClose,
}: ConfirmProps) => (
  <Dialog title={title} isOpen={isOpen} onClose={onClose} role="alertdialog">
    <div className="dialog-text">{children}</div>
    {failure !== undefined && <FailureNotice failure={failure} actions={{ retry: onConfirm }} />}
    <DialogActions>
      <Button onPress={onClose} autoFocus>
        Cancel
      </Button>
      <Button kind="danger" isBusy={isBusy} onPress={onConfirm}>
        {verb}
      </Button>
    </DialogActions>
  </Dialog>
);

/** The connection's own name, as foreign text. */
export const Name = ({ connection }: { readonly connection: ConnectionView }) => (
  <strong>
    <bdi>{foreignText(connection.label, 60)}</bdi>
  </strong>
);

/** Asks before forgetting: local only, and the server goes on honouring what it gave. */
export const ForgetDialog = (props: EndingDialogProps) => {
  const { connection, onClose } = props;
  const { run, state } = useCommand('connection.forget');
  const forget = async () => {
    const reply = await run({ connectionId: connection.id });
    if (reply.ok) onClose();
  };
  return (
    <Confirm
      {...props}
      title="Forget on this machine?"
      verb="Forget"
      isBusy={state.kind === 'busy'}
      failure={state.kind === 'failure' ? state.failure : undefined}
      onConfirm={() => void forget()}
    >
      <p>
        <Name connection={connection} /> and its tokens are deleted from this machine. This cannot
        be undone.
      </p>
      {isEndedAtServer(connection.standing) ? (
        <p>It has ended at the server already.</p>
      ) : (
        <p>
          The server is <strong>not</strong> notified: tokens already copied keep working until they
          expire.
          {connection.canRevoke &&
            connection.standing.kind === 'active' &&
            ' To end them now, revoke first.'}
        </p>
      )}
      {connection.canManageRegistration && (
        <p>
          The client that was registered for it stays at the server, and nothing here can delete it
          afterwards.
        </p>
      )}
    </Confirm>
  );
};
