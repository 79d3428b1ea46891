import { OctagonX } from 'lucide-react';
import { useState } from 'react';
import type { PanicRow } from '../../shared/ipc/view-inspection.ts';
import { useCommand } from '../bridge/use-command.ts';
import { FAILURE_TEXT } from '../text/failure-text.ts';
import { proofSentences } from '../text/proof-words.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { Section } from './section.tsx';
import './panic-section.css';

const OUTCOMES = {
  revoked: { tone: 'good', words: 'Revoked' },
  failed: { tone: 'bad', words: 'Failed' },
  unsupported: { tone: 'warn', words: 'Not offered' },
} as const;

const reasonOf = ({ outcome, proof, failure }: PanicRow): string => {
  if (failure !== undefined) return FAILURE_TEXT[failure.code].sentence;
  if (outcome === 'unsupported') return 'End the grant in your account at that server.';
  return proof === undefined ? '' : (proofSentences(proof)[0] ?? '');
};

const Rows = ({ rows }: { readonly rows: readonly PanicRow[] }) => (
  <ul className="panic-rows" aria-label="What became of each connection">
    {rows.map((row) => (
      <li key={row.connectionId} className="panic-row">
        <span className="panic-words">
          <Foreign text={row.label} />
          <span className="field-hint">{reasonOf(row)}</span>
        </span>
        <Chip tone={OUTCOMES[row.outcome].tone}>{OUTCOMES[row.outcome].words}</Chip>
      </li>
    ))}
  </ul>
);

/** Ends every grant at every server at once: for a lost machine or a leaked token. */
export const PanicSection = () => {
  const [isAsking, setIsAsking] = useState(false);
  const { run, state } = useCommand('connection.revoke-all');
  const revokeAll = () => {
    setIsAsking(false);
    void run({});
  };
  return (
    <Section
      title="Revoke everything"
      lead="Ends the grant of every connection at its server. For when something has leaked."
      action={
        <Button icon={OctagonX} isBusy={state.kind === 'busy'} onPress={() => setIsAsking(true)}>
          Revoke everything…
        </Button>
      }
    >
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
      {state.kind === 'value' && <Rows rows={state.value} />}
      <Dialog
        title="Revoke every connection?"
        role="alertdialog"
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
      >
        <p className="dialog-text">
          Every server is told to end its grant. Programs that use these tokens lose access. The
          connections stay in your list, so you can sign in again.
        </p>
        <DialogActions>
          <Button onPress={() => setIsAsking(false)} autoFocus>
            Cancel
          </Button>
          <Button kind="danger" onPress={revokeAll}>
            Revoke everything
          </Button>
        </DialogActions>
      </Dialog>
    </Section>
  );
};
