import type { ConnectionView } from '../../../contract/connection.ts';
import type { FindingView } from '../../../contract/advice.ts';
import { actionWords, ADVICE_WORDS, adviceDetails, specAddress } from './advice-words.ts';
import { Button } from '../../kit/button.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import type { KnownFinding } from './finding-groups.ts';
import { SeverityIcon } from './findings.tsx';
import { Dialog, DialogActions } from '../../kit/dialog.tsx';

interface ExplainDialogProps {
  readonly explained: KnownFinding | undefined;
  readonly onClose: () => void;
}

/** Why something is advised, who can change it, and where it is written. */
export const ExplainDialog = ({ explained, onClose }: ExplainDialogProps) => {
  if (explained === undefined) return null;
  const { finding, connection } = explained;
  const { title, reason, more } = ADVICE_WORDS[finding.rule];
  const particulars = adviceDetails(finding);
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

interface AdviceNoticeProps {
  readonly connection: ConnectionView;
  /** Its own. */
  readonly findings: readonly FindingView[];
  readonly onAction: (known: KnownFinding) => void;
  readonly onAdvice: () => void;
}

/** What is advised on this connection. What is only good to know is only counted. */
export const AdviceNotice = ({ connection, findings, onAction, onAdvice }: AdviceNoticeProps) => {
  const open = findings.filter(({ isDismissed }) => !isDismissed);
  const shown = open.filter(({ severity }) => severity !== 'low');
  const left = open.length - shown.length;
  if (shown.length === 0) return null;
  return (
    <section className="pad-y-4 card" aria-label="Advice">
      <div className="card-head flush">
        <h2 className="card-title">Advice</h2>
        <span className="card-space" />
        <Button kind="quiet" onPress={onAdvice}>
          {left === 0 ? 'All advice' : `${left} more`}
        </Button>
      </div>
      <ul className="ruled">
        {shown.map((finding) => {
          const { title, reason } = ADVICE_WORDS[finding.rule];
          const particulars = adviceDetails(finding);
          return (
            <li key={finding.rule} className="mark-and-words row top gap-3 pad-y-3">
              <SeverityIcon severity={finding.severity} />
              <div className="fill">
                <p className="row baseline gap-2 nowrap medium">
                  {title}
                  {particulars !== undefined && (
                    <Foreign text={particulars} className="faint regular clip mono" />
                  )}
                </p>
                <p className="soft">
                  {reason} <span className="note">{finding.spec}</span>
                </p>
              </div>
              <Button onPress={() => onAction({ finding, connection })}>
                {actionWords(finding)}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
};
