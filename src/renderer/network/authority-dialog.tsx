import { FileWarning } from 'lucide-react';
import { useState } from 'react';
import type { AuthorityCertificateView, AuthorityChoiceView } from '../../contract/network.ts';
import { useCommand } from '../bridge/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Dialog, DialogActions } from '../kit/dialog.tsx';
import { Fact } from '../kit/fact.tsx';
import { FailureNotice } from '../kit/failure-notice.tsx';
import { Field } from '../kit/field.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { Notice } from '../kit/notice.tsx';
import { dayWords } from '../kit/words/time-words.ts';
import { AUTHORITY_PROBLEM_WORDS } from './authority-words.ts';

/** What a person compares with what whoever runs the authority has told them. */
export const CertificateFacts = ({
  certificate,
}: {
  readonly certificate: AuthorityCertificateView;
}) => (
  <dl className="grid gap-3">
    <Fact name="Subject">
      <Foreign text={certificate.subject} longest={200} className="break" />
    </Fact>
    {certificate.issuer !== certificate.subject && (
      <Fact name="Issued by">
        <Foreign text={certificate.issuer} longest={200} className="break" />
      </Fact>
    )}
    <Fact name="Valid">
      {dayWords(certificate.validFrom)} to {dayWords(certificate.validTo)}
    </Fact>
    <Fact name="SHA-256 fingerprint">
      <span className="mono small selectable break">{certificate.fingerprint}</span>
    </Fact>
  </dl>
);

type Chosen = Extract<AuthorityChoiceView, { kind: 'chosen' }>;

const Refused = ({ problem, subject }: Extract<AuthorityChoiceView, { kind: 'refused' }>) => (
  <Notice tone="bad" icon={FileWarning} title="This file cannot be used">
    <p>{AUTHORITY_PROBLEM_WORDS[problem]}</p>
    {subject !== undefined && (
      <p className="above-1">
        The certificate: <Foreign text={subject} longest={200} className="break" />
      </p>
    )}
  </Notice>
);

interface ConfirmProps {
  readonly chosen: Chosen;
  readonly onClose: () => void;
  readonly onKept: () => void;
}

/** Nothing is trusted before the person has seen whose certificate it is. */
const Confirm = ({ chosen, onClose, onKept }: ConfirmProps) => {
  const { run, state } = useCommand('authority.keep');
  const keep = async () => {
    const reply = await run({ choiceId: chosen.choiceId });
    if (reply.ok) onKept();
  };
  return (
    <>
      <p>
        Whoever holds this authority’s key can pass for{' '}
        <strong>
          <Foreign text={chosen.host} className="mono" />
        </strong>
        . Compare the fingerprint with what your administrator tells you. No other server is
        affected.
      </p>
      <ul className="grid gap-5 ruled" aria-label="Certificates">
        {chosen.certificates.map((certificate) => (
          <li key={certificate.fingerprint}>
            <CertificateFacts certificate={certificate} />
          </li>
        ))}
      </ul>
      {state.kind === 'failure' && (
        <FailureNotice failure={state.failure} actions={{ retry: () => void keep() }} />
      )}
      <DialogActions>
        <Button onPress={onClose} autoFocus>
          Cancel
        </Button>
        <Button kind="primary" isBusy={state.kind === 'busy'} onPress={() => void keep()}>
          Trust for this server
        </Button>
      </DialogActions>
    </>
  );
};

interface AuthorityDialogProps {
  /** Filled in, where it is known which server the file is for. */
  readonly host?: string;
  readonly onClose: () => void;
  readonly onKept: () => void;
}

/** Trusts an organisation’s own certificate authority for one server. */
export const AuthorityDialog = ({ host: known = '', onClose, onKept }: AuthorityDialogProps) => {
  const [host, setHost] = useState(known);
  const { run, state } = useCommand('authority.choose');
  const choice = state.kind === 'value' ? state.value : undefined;
  return (
    <Dialog title="Trust a certificate authority" isOpen size="medium" onClose={onClose}>
      {choice?.kind === 'chosen' ? (
        <Confirm chosen={choice} onClose={onClose} onKept={onKept} />
      ) : (
        <>
          <p className="soft">
            For a server inside an organisation, whose certificate was issued by an authority that
            only the organisation knows. Ask for the authority’s certificate as a PEM or DER file.
          </p>
          <Field
            label="Server"
            hint="A host name or address, such as keycloak.lan. The file is trusted for it alone."
            value={host}
            onChange={setHost}
            maxLength={2048}
            isMono
          />
          {choice?.kind === 'refused' && <Refused {...choice} />}
          {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
          <DialogActions>
            <Button onPress={onClose}>Cancel</Button>
            <Button
              kind="primary"
              isDisabled={host.trim() === ''}
              isBusy={state.kind === 'busy'}
              onPress={() => void run({ host })}
            >
              Choose a file…
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
};
