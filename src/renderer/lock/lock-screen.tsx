import { Lock, LockOpen } from 'lucide-react';
import { useState, type SyntheticEvent } from 'react';
import { Form } from 'react-aria-components';
import { Button } from '../kit/button.tsx';
import { FailureNotice } from '../kit/failure-notice.tsx';
import { Field } from '../kit/field.tsx';
import type { LockWords } from './lock-words.ts';
import { useUnlock, type Unlocking } from './use-unlock.ts';
import './lock-screen.css';

const UnlockButton = ({ isBusy, unlock }: Unlocking) => (
  <Button
    kind="primary"
    icon={LockOpen}
    isBusy={isBusy}
    onPress={() => unlock(undefined)}
    autoFocus
  >
    Unlock
  </Button>
);

const PassphraseForm = ({ isBusy, isRefused, unlock }: Unlocking) => {
  const [passphrase, setPassphrase] = useState('');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    unlock(passphrase);
  };
  return (
    <Form
      className="lock-form stack gap-3"
      onSubmit={submit}
      {...(isRefused
        ? { validationErrors: { passphrase: 'That is not the passphrase of this vault.' } }
        : {})}
    >
      <Field
        label="Passphrase"
        name="passphrase"
        type="password"
        value={passphrase}
        onChange={setPassphrase}
        maxLength={1000}
        autoFocus
      />
      <Button
        kind="primary"
        type="submit"
        icon={LockOpen}
        isBusy={isBusy}
        isDisabled={passphrase === ''}
      >
        Unlock
      </Button>
      <p className="lock-progress" role="status">
        {isBusy && 'Opening the vault. It takes a moment on purpose.'}
      </p>
    </Form>
  );
};

interface LockScreenProps {
  readonly words: LockWords;
  /** The program is locked, not the vault alone. */
  readonly isLocked: boolean;
  readonly onUnlocked: () => void;
}

/** The whole window while it is locked: nothing of any connection, and the one way on. */
export const LockScreen = ({ words, isLocked, onUnlocked }: LockScreenProps) => {
  const unlocking = useUnlock(isLocked, onUnlocked);
  return (
    <main className="lock-screen stack gap-3 text-center">
      <span className="lock-mark center soft" aria-hidden="true">
        <Lock size={26} strokeWidth={1.75} />
      </span>
      <h1>{words.title}</h1>
      <p>{words.text}</p>
      {words.needsPassphrase ? <PassphraseForm {...unlocking} /> : <UnlockButton {...unlocking} />}
      {unlocking.failure !== undefined && <FailureNotice failure={unlocking.failure} />}
    </main>
  );
};
