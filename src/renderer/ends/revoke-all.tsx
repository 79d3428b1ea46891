import { useState } from 'react';
import type { ConnectionView } from '../../shared/ipc/view.ts';
import { useCommand } from '../bridge/use-command.ts';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { useShortcut } from '../ui/shortcuts.ts';
import { panicSummary } from './revocation-words.ts';
import { RevokeAllRows } from './revoke-all-rows.tsx';

interface RevokeAllProps {
  readonly connections: readonly ConnectionView[];
}

const logins = (count: number): string =>
  `${count.toLocaleString('en')} login${count === 1 ? '' : 's'}`;

const Before = ({ connections }: RevokeAllProps) => {
  const offered = connections.filter(({ canRevoke }) => canRevoke).length;
  const others = connections.length - offered;
  return (
    <div className="dialog-text">
      <p>
        Every server is told to end its grant: <strong>{logins(offered)}</strong> can be ended so,
        everywhere and in every program that uses its tokens. This cannot be undone.
      </p>
      {others > 0 && (
        <p>
          {logins(others)} cannot: their servers offer no revocation. You get a list of what to end
          by hand.
        </p>
      )}
      <p>The connections stay in your list, so you can sign in again.</p>
    </div>
  );
};

interface AskingProps extends RevokeAllProps {
  readonly onClose: () => void;
}

const Asking = ({ connections, onClose }: AskingProps) => {
  const [isSure, setIsSure] = useState(false);
  const { run, state } = useCommand('connection.revoke-all');
  const isBusy = state.kind === 'busy';
  const press = () => (isSure ? void run({}) : setIsSure(true));
  if (state.kind === 'value') {
    return (
      <Dialog title="What came of it" size="medium" isOpen onClose={onClose}>
        <p role="status">{panicSummary(state.value)}</p>
        <RevokeAllRows rows={state.value} connections={connections} />
        <DialogActions>
          <Button kind="primary" onPress={onClose} autoFocus>
            Done
          </Button>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <Dialog title="Revoke everything?" role="alertdialog" isOpen onClose={onClose}>
      <Before connections={connections} />
      {state.kind === 'failure' && (
        <FailureNotice failure={state.failure} deeds={{ retry: press }} />
      )}
      <p className="field-hint" role="status">
        {isBusy && 'Telling the servers and asking each whether its tokens are dead…'}
        {isSure && !isBusy && 'Press once more to do it.'}
      </p>
      <DialogActions>
        <Button onPress={onClose} isDisabled={isBusy} autoFocus>
          Cancel
        </Button>
        <Button kind="danger" isBusy={isBusy} isDisabled={connections.length === 0} onPress={press}>
          {isSure ? 'Yes, revoke everything' : 'Revoke everything'}
        </Button>
      </DialogActions>
    </Dialog>
  );
};

/** Ends every grant at its server at once, for when something has leaked; offered to the palette. */
export const RevokeAll = ({ connections }: RevokeAllProps) => {
  const [isAsking, setIsAsking] = useState(false);
  useShortcut('revokeAll', () => setIsAsking(true), connections.length > 0);
  return isAsking ? <Asking connections={connections} onClose={() => setIsAsking(false)} /> : null;
};
