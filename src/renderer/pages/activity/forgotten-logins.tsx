import { useState } from 'react';
import type { LedgerEntryView } from '../../../contract/observation.ts';
import { parseConnectionId, type ConnectionId } from '../../../vocabulary/id.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { foreignText } from '../../kit/words/foreign.ts';

/** A login that is in the ledger and nowhere else any more. */
interface ForgottenLogin {
  readonly id: ConnectionId;
  /** Who and where, by its newest line. */
  readonly name: string;
  readonly lines: number;
}

/** The logins of the ledger that are not among `known`, in the order of their newest lines. */
export const forgottenLogins = (
  entries: readonly LedgerEntryView[],
  known: readonly { readonly id: string }[],
): readonly ForgottenLogin[] => {
  const ids = new Set(known.map(({ id }) => id));
  const found = new Map<string, ForgottenLogin>();
  for (const { connectionId, subject, host } of entries) {
    const id = parseConnectionId(connectionId);
    if (id === undefined || ids.has(id)) continue;
    const lines = (found.get(id)?.lines ?? 0) + 1;
    found.set(id, { name: found.get(id)?.name ?? `${subject} · ${host}`, id, lines });
  }
  return [...found.values()];
};

interface ForgottenDialogProps {
  readonly logins: readonly ForgottenLogin[];
  readonly onClose: () => void;
}

/** What is still written about logins that were forgotten, each with a way to delete it. */
const ForgottenDialog = ({ logins, onClose }: ForgottenDialogProps) => {
  const { run, state } = useCommand('ledger.clear');
  return (
    <Dialog title="Forgotten logins" size="medium" isOpen onClose={onClose}>
      <p className="soft">
        Their activity is kept, so that you can still see where a token went. What you clear here
        cannot be brought back.
      </p>
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
      {logins.length === 0 && <p>Nothing is kept about forgotten logins.</p>}
      <ul
        className="ledger-forgotten-logins stack gap-2"
        tabIndex={0}
        aria-label="Forgotten logins"
      >
        {logins.map(({ id, name, lines }) => (
          <li key={id} className="row gap-3 spread">
            <span className="clip">
              <Foreign text={name} /> <span className="faint">{linesWords(lines)}</span>
            </span>
            <Button
              aria-label={`Clear the activity of ${foreignText(name, 80)}`}
              onPress={() => void run({ connectionId: id })}
            >
              Clear
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
};

const linesWords = (lines: number): string => (lines === 1 ? '1 line' : `${lines} lines`);

/** Opens what is kept about forgotten logins; not there where nothing is. */
export const ForgottenLogins = ({ logins }: { readonly logins: readonly ForgottenLogin[] }) => {
  const [isOpen, setIsOpen] = useState(false);
  if (logins.length === 0 && !isOpen) return null;
  return (
    <>
      <Button onPress={() => setIsOpen(true)}>Forgotten logins…</Button>
      {isOpen && <ForgottenDialog logins={logins} onClose={() => setIsOpen(false)} />}
    </>
  );
};
