import { Lock } from 'lucide-react';
import { useCommand } from '../bridge/use-command.ts';
import { Button } from '../ui/button.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import './lock-screen.css';

/** Nothing is handed out and no access token is in memory until a person unlocks. */
export const LockScreen = ({ onUnlocked }: { readonly onUnlocked: () => void }) => {
  const { run, state } = useCommand('app.unlock');
  const unlock = async () => {
    const reply = await run({});
    if (reply.ok) onUnlocked();
  };
  return (
    <main className="lock-screen">
      <span className="lock-mark" aria-hidden="true">
        <Lock size={26} strokeWidth={1.75} />
      </span>
      <h1>Valet Key is locked</h1>
      <p>Access tokens were dropped. Connections are kept, and nothing is handed out.</p>
      {state.kind === 'failure' && (
        <FailureNotice failure={state.failure} deeds={{ unlock: () => void unlock() }} />
      )}
      <Button kind="primary" isBusy={state.kind === 'busy'} onPress={() => void unlock()} autoFocus>
        Unlock
      </Button>
    </main>
  );
};
