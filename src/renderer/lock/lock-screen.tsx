import { Lock, LockOpen } from 'lucide-react';
import { useState, type SyntheticEvent } from 'react';
import { Form } from 'react-aria-components';
import { Button } from '../kit/button.tsx';
import { FailureNotice } from '../kit/failure-notice.tsx';
import { Field } from '../kit/field.tsx';
import type { LockWords } from './lock-words.ts';
import type { Failure } from '../../contract/command.ts';
import { useCommand } from '../bridge/use-command.ts';

/** Unlocking as state: the vault first, if it asks for its passphrase, then the program. */
interface Unlocking {
  readonly isBusy: boolean;
  /** The vault did not open with that passphrase. */
  readonly isRefused: boolean;
  readonly failure: Failure | undefined;
  readonly unlock: (passphrase: string | undefined) => void;
}

/** Unlocks what is locked, in the order that leaves nothing half open; then says so. */
const useUnlock = (isLocked: boolean, onUnlocked: () => void): Unlocking => {
  const vault = useCommand('storage.unlock');
  const program = useCommand('app.unlock');
  const unlock = async (passphrase: string | undefined) => {
    const opened = passphrase === undefined || (await vault.run({ passphrase })).ok;
    const unlocked = opened && (!isLocked || (await program.run({})).ok);
    if (unlocked) onUnlocked();
  };
  const states = [vault.state, program.state];
  const failure = states.find((state) => state.kind === 'failure')?.failure;
  const isRefused = failure?.code === 'VK_KEYCHAIN_DENIED';
  return {
    isBusy: states.some(({ kind }) => kind === 'busy'),
    isRefused,
    failure: isRefused ? undefined : failure,
    unlock: (passphrase) => void unlock(passphrase),
  };
};

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
      className="lock-form stack gap-3 above-2 text-left"
      style={{ width: 'min(320px, 100%)' }}
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
      <h1 className="page-title">{words.title}</h1>
      <p>{words.text}</p>
      {words.needsPassphrase ? <PassphraseForm {...unlocking} /> : <UnlockButton {...unlocking} />}
      {unlocking.failure !== undefined && <FailureNotice failure={unlocking.failure} />}
    </main>
  );
};
