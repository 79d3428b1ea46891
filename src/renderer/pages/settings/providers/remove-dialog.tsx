import type { ProviderView } from '../../../../contract/view-preset.ts';
import { useCommand } from '../../../bridge/use-command.ts';
import { foreignText } from '../../../kit/words/foreign.ts';
import { Button } from '../../../kit/button.tsx';
import { Dialog, DialogActions } from '../../../kit/dialog.tsx';
import { FailureNotice } from '../../../kit/failure-notice.tsx';

interface RemoveDialogProps {
  readonly provider: ProviderView;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

/** Takes a provider off the list. Connections made from it stay as they are. */
export const RemoveDialog = ({ provider, onClose, onRemoved }: RemoveDialogProps) => {
  const { run, state } = useCommand('provider.remove');
  const remove = async () => {
    const reply = await run({ id: provider.id });
    if (reply.ok) onRemoved();
  };
  return (
    <Dialog title="Remove provider" role="alertdialog" isOpen onClose={onClose}>
      <div className="dialog-text">
        <p>
          <strong>
            <bdi>{foreignText(provider.name, 60)}</bdi>
          </strong>{' '}
          is taken off the list, and its client secret, if one was kept, out of the keychain.
          Connections made from it stay.
        </p>
      </div>
      {state.kind === 'failure' && (
        <FailureNotice failure={state.failure} actions={{ retry: () => void remove() }} />
      )}
      <DialogActions>
        <Button onPress={onClose} autoFocus>
          Cancel
        </Button>
        <Button kind="danger" isBusy={state.kind === 'busy'} onPress={() => void remove()}>
          Remove
        </Button>
      </DialogActions>
    </Dialog>
  );
};
