import { useState, type FormEvent } from 'react';
import { Form } from 'react-aria-components';
import { useCommand } from '../bridge/use-command.ts';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Field } from '../ui/field.tsx';

/** Characters. Main refuses a shorter one too; here it only keeps the button quiet. */
const SHORTEST = 8;

interface VaultDialogProps {
  /** `create` makes a vault behind a new passphrase; `unlock` opens the one there is. */
  readonly purpose: 'create' | 'unlock';
  readonly onClose: () => void;
  readonly onDone: () => void;
}

const WORDS = {
  create: {
    title: 'Keep connections in a vault',
    text: 'Refresh tokens are encrypted under your passphrase and kept in a file. Nobody can open it without the passphrase, and it cannot be recovered.',
    button: 'Make the vault',
  },
  unlock: {
    title: 'Unlock the vault',
    text: 'Enter the passphrase you chose for it.',
    button: 'Unlock',
  },
} as const;

const VaultForm = ({ purpose, onClose, onDone }: VaultDialogProps) => {
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const create = useCommand('storage.create-vault');
  const unlock = useCommand('storage.unlock');
  const { run, state } = purpose === 'create' ? create : unlock;
  const isReady =
    purpose === 'create'
      ? passphrase.length >= SHORTEST && passphrase === again
      : passphrase.length > 0;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const reply = await run({ passphrase });
    if (reply.ok) onDone();
  };
  return (
    <Form className="dialog-form" onSubmit={(event) => void submit(event)}>
      <p className="dialog-text">{WORDS[purpose].text}</p>
      <Field
        label="Passphrase"
        type="password"
        value={passphrase}
        onChange={setPassphrase}
        autoFocus
        {...(purpose === 'create'
          ? { hint: 'At least eight characters; a few words are best.' }
          : {})}
      />
      {purpose === 'create' && (
        <Field
          label="The same again"
          type="password"
          value={again}
          onChange={setAgain}
          isInvalid={again !== '' && again !== passphrase}
        />
      )}
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
      <DialogActions>
        <Button onPress={onClose}>Cancel</Button>
        <Button kind="primary" type="submit" isDisabled={!isReady} isBusy={state.kind === 'busy'}>
          {WORDS[purpose].button}
        </Button>
      </DialogActions>
    </Form>
  );
};

/** Makes or opens the vault behind a passphrase, for machines without a keychain. */
export const VaultDialog = (props: VaultDialogProps) => (
  <Dialog title={WORDS[props.purpose].title} isOpen onClose={props.onClose}>
    <VaultForm {...props} />
  </Dialog>
);
