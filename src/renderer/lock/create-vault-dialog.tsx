import { useState, type SyntheticEvent } from 'react';
import { Form } from 'react-aria-components';
import { useCommand } from '../bridge/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Dialog, DialogActions } from '../kit/dialog.tsx';
import { FailureNotice } from '../kit/failure-notice.tsx';
import { Field } from '../kit/field.tsx';
import { isLongEnough, passphraseWords } from './lock-words.ts';

const STRENGTH_TONES = ['', 'tone-bad', 'tone-warn', 'tone-good'] as const;

/** How strong a passphrase is, as three bars and in words. */
const StrengthMeter = ({ passphrase }: { readonly passphrase: string }) => {
  const { level, words } = passphraseWords(passphrase);
  return (
    <span className={`row gap-2 ${STRENGTH_TONES[level]}`}>
      <span className="strength-bars row stretch flex-none" aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <span key={bar} className={bar <= level ? 'strength-bar strength-on' : 'strength-bar'} />
        ))}
      </span>
      <span>{words}</span>
    </span>
  );
};

interface CreateVaultProps {
  readonly onClose: () => void;
  readonly onCreated: () => void;
}

const What = () => (
  <div className="dialog-text">
    <p>Your logins are encrypted under a passphrase and kept in a file on this machine.</p>
    <ul className="above-2 bullets">
      <li>Valet Key asks for the passphrase when it starts and after it was locked.</li>
      <li>
        <strong>Valet Key cannot reset it.</strong> Without it, you sign in again everywhere.
      </li>
    </ul>
  </div>
);

interface PassphrasesProps {
  readonly passphrase: string;
  readonly again: string;
  readonly isBusy: boolean;
  readonly onPassphrase: (passphrase: string) => void;
  readonly onAgain: (again: string) => void;
}

const Passphrases = (props: PassphrasesProps) => (
  <>
    <Field
      label="Passphrase"
      type="password"
      value={props.passphrase}
      onChange={props.onPassphrase}
      hint={<StrengthMeter passphrase={props.passphrase} />}
      maxLength={1000}
      isDisabled={props.isBusy}
      autoFocus
    />
    <Field
      label="The same again"
      type="password"
      value={props.again}
      onChange={props.onAgain}
      maxLength={1000}
      isDisabled={props.isBusy}
      validationBehavior="aria"
      validate={(again) =>
        again !== '' && !props.passphrase.startsWith(again) ? 'The two are not the same.' : null
      }
    />
  </>
);

const VaultForm = ({ onClose, onCreated }: CreateVaultProps) => {
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const { run, state } = useCommand('storage.create-vault');
  const isBusy = state.kind === 'busy';
  const create = async (event: SyntheticEvent) => {
    event.preventDefault();
    const reply = await run({ passphrase });
    if (reply.ok) onCreated();
  };
  return (
    <Form className="stack gap-4" onSubmit={(event) => void create(event)}>
      <What />
      <Passphrases
        passphrase={passphrase}
        again={again}
        isBusy={isBusy}
        onPassphrase={setPassphrase}
        onAgain={setAgain}
      />
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
      <p className="if-any soft small" style={{ minHeight: 18 }} role="status">
        {isBusy && 'Making the vault. It takes a moment on purpose: guessing is as slow.'}
      </p>
      <DialogActions>
        <Button onPress={onClose} isDisabled={isBusy}>
          Cancel
        </Button>
        <Button
          kind="primary"
          type="submit"
          isBusy={isBusy}
          isDisabled={!isLongEnough(passphrase) || passphrase !== again}
        >
          Make the vault
        </Button>
      </DialogActions>
    </Form>
  );
};

/** Makes the vault behind a passphrase, for machines without a keychain. */
export const CreateVaultDialog = (props: CreateVaultProps) => (
  <Dialog title="Keep logins in a vault" isOpen onClose={props.onClose}>
    <VaultForm {...props} />
  </Dialog>
);
