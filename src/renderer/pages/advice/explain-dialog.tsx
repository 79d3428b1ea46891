import { ADVICE_WORDS, particularsOf, specAddress } from './advice-words.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog, DialogActions } from '../../kit/dialog.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import type { KnownFinding } from './finding-groups.ts';

interface ExplainDialogProps {
  readonly explained: KnownFinding | undefined;
  readonly onClose: () => void;
}

/** Why something is advised, who can change it, and where it is written. */
export const ExplainDialog = ({ explained, onClose }: ExplainDialogProps) => {
  if (explained === undefined) return null;
  const { finding, connection } = explained;
  const { title, reason, more } = ADVICE_WORDS[finding.rule];
  const particulars = particularsOf(finding);
  const address = specAddress(finding.spec);
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <div className="dialog-text">
        <p>
          <Foreign text={connection.host} className="mono" />
          {particulars !== undefined && <bdi>: {particulars}</bdi>}
        </p>
        <p>{reason}</p>
        <p>{more}</p>
        {connection.grantsPage !== undefined && (
          <p>
            The provider’s own page of grants:{' '}
            <Foreign text={connection.grantsPage} className="mono selectable" />
          </p>
        )}
        <p className="note">
          {finding.spec}
          {address !== undefined && <span className="block break mono">{address}</span>}
        </p>
      </div>
      <DialogActions>
        <Button kind="primary" onPress={onClose} autoFocus>
          Done
        </Button>
      </DialogActions>
    </Dialog>
  );
};
