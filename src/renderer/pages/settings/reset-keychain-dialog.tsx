import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog, DialogActions } from '../../kit/dialog.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';

const What = () => (
  <div className="dialog-text">
    <p>
      Do this if <strong>you</strong> emptied or replaced your keychain. If it is only locked,
      cancel and unlock it: nothing is lost.
    </p>
    <ul className="reset-facts grid gap-1">
      <li>
        Your connections stay listed. Each one asks you to sign in again: its secrets are gone.
      </li>
      <li>Client secrets have to be entered again.</li>
      <li>Nothing is deleted. If the old keychain comes back, what it holds is used again.</li>
    </ul>
  </div>
);

const ENDED = {
  reset: {
    title: 'The keychain is in use again',
    text: 'Connections whose secrets are gone say so in the list. Sign in again to those you need.',
  },
  found: {
    title: 'Everything is still there',
    text: 'The keychain had only been locked. Nothing was changed and nothing is lost.',
  },
} as const;

/** Goes on in a keychain that was reset; the last press follows a second question. */
export const ResetKeychainDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const [isSure, setIsSure] = useState(false);
  const { run, state } = useCommand('storage.reset-keychain');
  const isBusy = state.kind === 'busy';
  if (state.kind === 'value') {
    const { title, text } = ENDED[state.value.ended];
    return (
      <Dialog title={title} isOpen onClose={onClose}>
        <p className="dialog-text" role="status">
          {text}
        </p>
        <DialogActions>
          <Button kind="primary" onPress={onClose} autoFocus>
            Done
          </Button>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <Dialog title="Start over with this keychain?" role="alertdialog" isOpen onClose={onClose}>
      <What />
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
      <p className="reset-progress soft small" role="status">
        {isBusy && 'Asking the keychain. The system may ask for your password.'}
        {isSure && state.kind === 'idle' && 'Press once more to do it.'}
      </p>
      <DialogActions>
        <Button onPress={onClose} isDisabled={isBusy} autoFocus>
          Cancel
        </Button>
        <Button
          kind="danger"
          icon={KeyRound}
          isBusy={isBusy}
          onPress={() => (isSure ? void run({}) : setIsSure(true))}
        >
          {isSure ? 'Yes, my keychain was reset' : 'Start over'}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
