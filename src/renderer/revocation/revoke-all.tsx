import { useState } from 'react';
import type { RevokeAllView } from '../../contract/revocation.ts';
import type { ConnectionView } from '../../contract/connection.ts';
import { useCommand } from '../bridge/use-command.ts';
import { useQuery } from '../bridge/use-query.ts';
import { Button } from '../kit/button.tsx';
import { Dialog, DialogActions } from '../kit/dialog.tsx';
import { FailureNotice } from '../kit/failure-notice.tsx';
import { isEndedAtServer } from '../kit/words/standing-words.ts';
import { useSecondPress } from '../kit/use-second-press.ts';
import { useShortcut } from '../kit/shortcuts.ts';
import { revokeAllSummary } from './revocation-words.ts';
import { RevokeAllRows } from './revoke-all-rows.tsx';

interface RevokeAllProps {
  readonly connections: readonly ConnectionView[];
}

interface OpenProps extends RevokeAllProps {
  readonly onClose: () => void;
}

const logins = (count: number): string =>
  `${count.toLocaleString('en')} login${count === 1 ? '' : 's'}`;

/** Nothing of a login that has ended at its server is here, so there is nothing to revoke. */
const holdsSomething = ({ standing, hasRefreshToken }: ConnectionView): boolean =>
  hasRefreshToken || !isEndedAtServer(standing);

const Before = ({ connections }: RevokeAllProps) => {
  const left = connections.filter(holdsSomething);
  const offered = left.filter(({ canRevoke }) => canRevoke).length;
  const others = left.length - offered;
  const ended = connections.length - left.length;
  return (
    <div className="dialog-text">
      <p>
        Every server is told to end its logins: <strong>{logins(offered)}</strong> can be ended this
        way, everywhere and in every program that uses their tokens. This cannot be undone.
      </p>
      {others > 0 && (
        <p>{logins(others)} cannot be ended from here. You get the pages to visit for those.</p>
      )}
      {ended > 0 && <p>{logins(ended)} had ended before.</p>}
      <p>The connections stay in your list, so you can sign in again.</p>
    </div>
  );
};

const Bar = ({ rows }: Pick<RevokeAllView, 'rows'>) => {
  const open = rows.filter(({ outcome }) => outcome === 'waiting' || outcome === 'running').length;
  const done = rows.length - open;
  return (
    <div
      className="revoke-all-bar"
      role="progressbar"
      aria-label="Logins done"
      aria-valuemin={0}
      aria-valuemax={rows.length}
      aria-valuenow={done}
    >
      <div className="revoke-all-bar-done" style={{ width: `${(done / rows.length) * 100}%` }} />
    </div>
  );
};

const Going = ({
  view,
  onClose,
}: {
  readonly view: RevokeAllView;
  readonly onClose: () => void;
}) => {
  const cancel = useCommand('connection.revoke-all-cancel');
  const { rows, isRunning } = view;
  const isAnyWaiting = rows.some(({ outcome }) => outcome === 'waiting');
  return (
    <Dialog
      title={isRunning ? 'Revoking everything' : 'What came of it'}
      size="medium"
      isOpen
      onClose={onClose}
    >
      <p role="status">{revokeAllSummary(rows, isRunning)}</p>
      {isRunning && <Bar rows={rows} />}
      <RevokeAllRows rows={rows} isRunning={isRunning} />
      {cancel.state.kind === 'failure' && <FailureNotice failure={cancel.state.failure} />}
      <DialogActions>
        {isRunning && (
          <Button
            isDisabled={!isAnyWaiting}
            isBusy={cancel.state.kind === 'busy'}
            onPress={() => void cancel.run({})}
          >
            Stop the rest
          </Button>
        )}
        {/* Another button once it has ended: the one that stops is gone, and its focus with it. */}
        <Button key={String(isRunning)} kind="primary" onPress={onClose} autoFocus>
          {isRunning ? 'Go on in the background' : 'Done'}
        </Button>
      </DialogActions>
    </Dialog>
  );
};

interface AskingProps extends OpenProps {
  /** An earlier run has left results to see. */
  readonly hasResults: boolean;
  readonly onShow: () => void;
}

const Asking = ({ connections, hasResults, onClose, onShow }: AskingProps) => {
  const { run, state } = useCommand('connection.revoke-all');
  const start = async () => {
    const reply = await run({});
    if (reply.ok) onShow();
  };
  const { isSure, isWaiting, press } = useSecondPress(() => void start());
  return (
    <Dialog title="Revoke everything?" role="alertdialog" isOpen onClose={onClose}>
      <Before connections={connections} />
      {state.kind === 'failure' && (
        <FailureNotice failure={state.failure} actions={{ retry: press }} />
      )}
      <p className="field-hint" role="status">
        {isSure && 'Press once more to do it.'}
      </p>
      <DialogActions>
        {hasResults && (
          <Button kind="quiet" onPress={onShow}>
            What came of it last time
          </Button>
        )}
        <Button onPress={onClose} autoFocus>
          Cancel
        </Button>
        <Button
          kind="danger"
          isBusy={isWaiting || state.kind === 'busy'}
          isDisabled={!connections.some(holdsSomething)}
          onPress={press}
        >
          {isSure ? 'Yes, revoke everything' : 'Revoke everything'}
        </Button>
      </DialogActions>
    </Dialog>
  );
};

/** Asks first, unless it is already going on: then shows how far it has come, to the end. */
const Opened = ({ connections, onClose }: OpenProps) => {
  const [isShown, setIsShown] = useState(false);
  const {
    value: view,
    failure,
    askAgain,
  } = useQuery('connection.revoke-all-status', {}, ['revocation.changed']);
  if (view?.isRunning === true && !isShown) setIsShown(true);
  // No question that is taken back a moment later.
  if (view === undefined && failure === undefined) return null;
  const hasResults = view !== undefined && view.rows.length > 0;
  if (hasResults && isShown) return <Going view={view} onClose={onClose} />;
  return (
    <Asking
      connections={connections}
      hasResults={hasResults}
      onClose={onClose}
      onShow={() => {
        setIsShown(true);
        askAgain();
      }}
    />
  );
};

/** Ends every grant at its server, for when something has leaked; offered to the palette. */
export const RevokeAll = ({ connections }: RevokeAllProps) => {
  const [isOpen, setIsOpen] = useState(false);
  useShortcut('revokeAll', () => setIsOpen(true), connections.length > 0);
  return isOpen ? <Opened connections={connections} onClose={() => setIsOpen(false)} /> : null;
};
