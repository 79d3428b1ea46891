import type { Failure } from '../../contract/command.ts';
import { useCommand } from '../bridge/use-command.ts';

/** Unlocking as state: the vault first, if it asks for its passphrase, then the program. */
export interface Unlocking {
  readonly isBusy: boolean;
  /** The vault did not open with that passphrase. */
  readonly isRefused: boolean;
  readonly failure: Failure | undefined;
  readonly unlock: (passphrase: string | undefined) => void;
}

/** Unlocks what is locked, in the order that leaves nothing half open; then says so. */
export const useUnlock = (isLocked: boolean, onUnlocked: () => void): Unlocking => {
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
