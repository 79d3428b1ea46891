import { Pencil, RefreshCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { RegistrationView } from '../../contract/registration.ts';
import type { ConnectionView } from '../../contract/connection.ts';
import { useCommand } from '../bridge/use-command.ts';
import { grantWords } from '../kit/words/connection-words.ts';
import { momentWords } from '../kit/words/time-words.ts';
import { Button } from '../kit/button.tsx';
import { Fact } from '../kit/fact.tsx';
import { FailureNotice } from '../kit/failure-notice.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { ChangeRegistrationDialog, DeleteRegistrationDialog } from './registration-dialogs.tsx';

const secretWords = ({ hasClientSecret, clientSecretExpiresAt }: RegistrationView): string => {
  if (!hasClientSecret) return 'None';
  return clientSecretExpiresAt === undefined
    ? 'In the keychain; never expires'
    : `In the keychain, until ${momentWords(clientSecretExpiresAt)}`;
};

/** What the client may ask for, where a grant of its own has other words. @see RFC 7591 §2 */
const grantTypeWords = (grant: string): string =>
  grant === 'refresh_token' ? 'Refreshing' : grantWords(grant);

const Facts = ({ registration }: { readonly registration: RegistrationView }) => (
  <dl
    className="facts registration-facts"
    style={{ gridTemplateColumns: 'repeat(3, minmax(0, 1fr))' }}
  >
    <Fact name="Name">
      <Foreign text={registration.clientName === '' ? 'None' : registration.clientName} />
    </Fact>
    <Fact name="Proves itself by">
      {registration.tokenEndpointAuthMethod === 'none' ? (
        'Nothing: a public client'
      ) : (
        <span className="mono">{registration.tokenEndpointAuthMethod}</span>
      )}
    </Fact>
    <Fact name="Client secret">{secretWords(registration)}</Fact>
    <Fact name="Redirect URIs">
      {registration.redirectUris.length === 0
        ? 'None'
        : registration.redirectUris.map((uri) => (
            <Foreign key={uri} text={uri} className="registration-line clip mono" />
          ))}
    </Fact>
    <Fact name="Grants">
      {registration.grantTypes.length === 0
        ? 'Not said'
        : registration.grantTypes.map((grant) => (
            <Foreign key={grant} text={grantTypeWords(grant)} className="registration-line block" />
          ))}
    </Fact>
  </dl>
);

interface ActsProps {
  readonly connection: ConnectionView;
  readonly registration: RegistrationView | undefined;
  readonly onChanged: (registration: RegistrationView) => void;
}

/** To change it, one has to have seen it; to delete it, not. */
const Acts = ({ connection, registration, onChanged }: ActsProps) => {
  const [asking, setAsking] = useState<'change' | 'delete'>();
  const close = () => setAsking(undefined);
  return (
    <div className="row stretch wrap gap-2 above-4">
      {registration !== undefined && (
        <>
          <Button icon={Pencil} onPress={() => setAsking('change')}>
            Change…
          </Button>
          <ChangeRegistrationDialog
            connection={connection}
            registration={registration}
            isOpen={asking === 'change'}
            onClose={close}
            onChanged={onChanged}
          />
        </>
      )}
      <Button icon={Trash2} onPress={() => setAsking('delete')}>
        Delete the registration…
      </Button>
      <DeleteRegistrationDialog
        connection={connection}
        isOpen={asking === 'delete'}
        onClose={close}
      />
    </div>
  );
};

/**
 * The client's registration at the server, for those that it lets us manage. Read when a person asks:
 * the server learns from it that they look.
 * @see RFC 7592
 */
export const RegistrationSection = ({ connection }: { readonly connection: ConnectionView }) => {
  const { run, state } = useCommand('registration.read');
  const [registration, setRegistration] = useState<RegistrationView>();
  if (!connection.canManageRegistration) return null;
  const read = async () => {
    const reply = await run({ connectionId: connection.id });
    if (reply.ok) setRegistration(reply.value);
  };
  return (
    <section className="card" aria-label="Client registration">
      <div className="card-head">
        <h2 className="card-title">Client registration</h2>
        <span className="card-space" />
        <Button
          kind="quiet"
          icon={RefreshCw}
          isBusy={state.kind === 'busy'}
          onPress={() => void read()}
        >
          {registration === undefined ? 'Read it from the server' : 'Read again'}
        </Button>
      </div>
      {registration === undefined ? (
        <p className="soft">
          This program registered the client itself and may change or delete it (RFC 7592).
        </p>
      ) : (
        <Facts registration={registration} />
      )}
      {state.kind === 'failure' && (
        <div className="above-3">
          <FailureNotice failure={state.failure} actions={{ retry: () => void read() }} />
        </div>
      )}
      <Acts connection={connection} registration={registration} onChanged={setRegistration} />
    </section>
  );
};
