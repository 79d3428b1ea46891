import { Pencil, RefreshCw, Trash2 } from 'lucide-react';
import { type SyntheticEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import type { RegistrationView } from '../../contract/registration.ts';
import type { ConnectionView } from '../../contract/connection.ts';
import { useCommand } from '../bridge/use-command.ts';
import { grantWords } from '../kit/words/connection-words.ts';
import { momentWords } from '../kit/words/time-words.ts';
import { Button } from '../kit/button.tsx';
import { Fact } from '../kit/fact.tsx';
import { FailureNotice } from '../kit/failure-notice.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { Dialog, DialogActions } from '../kit/dialog.tsx';
import { Field } from '../kit/field.tsx';
import { Confirm, Name } from './ending-dialogs.tsx';

/** The redirect URIs that a person typed, one a line. */
export const redirectUrisIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Why they cannot be registered; undefined if they can. The server has rules of its own. @see RFC 6749 §3.1.2 */
export const redirectUrisProblem = (text: string, needsOne: boolean): string | undefined => {
  const uris = redirectUrisIn(text);
  if (uris.length === 0) {
    return needsOne ? 'At least one: this connection signs in by a redirect.' : undefined;
  }
  return uris.every((uri) => URL.canParse(uri) && !uri.includes('#'))
    ? undefined
    : 'Each line is a whole address without “#” (RFC 6749 §3.1.2).';
};

interface DialogProps {
  readonly connection: ConnectionView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

interface ChangeProps extends DialogProps {
  readonly registration: RegistrationView;
  readonly onChanged: (registration: RegistrationView) => void;
}

/** What is typed of a registration, and how it is sent. */
const useChange = ({ connection, registration, onClose, onChanged }: ChangeProps) => {
  const [clientName, setClientName] = useState(registration.clientName);
  const [uris, setUris] = useState(registration.redirectUris.join('\n'));
  const { run, state } = useCommand('registration.update');
  const problem = redirectUrisProblem(uris, connection.grantType === 'authorization_code');
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (problem !== undefined) return;
    const reply = await run({
      connectionId: connection.id,
      clientName: clientName.trim(),
      redirectUris: redirectUrisIn(uris),
    });
    if (!reply.ok) return;
    onChanged(reply.value);
    onClose();
  };
  return { clientName, setClientName, uris, setUris, problem, state, submit };
};

const ChangeForm = (props: ChangeProps) => {
  const { clientName, setClientName, uris, setUris, problem, state, submit } = useChange(props);
  return (
    <Form className="stack gap-4" onSubmit={(event) => void submit(event)}>
      <Field
        label="Name"
        hint="What the server’s consent page calls this program."
        value={clientName}
        onChange={setClientName}
        maxLength={100}
        isRequired
        autoFocus
      />
      <Field
        label="Redirect URIs"
        hint="One a line. Without the one this connection uses, signing in again fails."
        value={uris}
        onChange={setUris}
        problem={problem}
        rows={3}
        isMono
      />
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
      <DialogActions>
        <Button onPress={props.onClose}>Cancel</Button>
        <Button
          kind="primary"
          type="submit"
          isBusy={state.kind === 'busy'}
          isDisabled={clientName.trim() === '' || problem !== undefined}
        >
          Change at the server
        </Button>
      </DialogActions>
    </Form>
  );
};

/** Changes what the server has registered; all else about the client stays. @see RFC 7592 §2.2 */
const ChangeRegistrationDialog = (props: ChangeProps) => (
  <Dialog
    title="Change the client registration"
    size="medium"
    isOpen={props.isOpen}
    onClose={props.onClose}
  >
    <ChangeForm {...props} />
  </Dialog>
);

/** Asks before deleting: everything this client was ever granted ends with it. @see RFC 7592 §2.3 */
const DeleteRegistrationDialog = (props: DialogProps) => {
  const { connection, onClose } = props;
  const { run, state } = useCommand('registration.delete');
  const remove = async () => {
    const reply = await run({ connectionId: connection.id });
    if (reply.ok) onClose();
  };
  return (
    <Confirm
      {...props}
      title="Delete the registration at the server?"
      verb="Delete the registration"
      isBusy={state.kind === 'busy'}
      failure={state.kind === 'failure' ? state.failure : undefined}
      onConfirm={() => void remove()}
    >
      <p>
        The server forgets the client of <Name connection={connection} />. This cannot be undone.
      </p>
      <ul className="dialog-list bullets">
        <li>Its grants and refresh tokens end: nothing gets a new token for it any more.</li>
        <li>Access tokens handed out may work until they expire.</li>
        <li>The connection stays here. Signing in again registers a new client.</li>
      </ul>
    </Confirm>
  );
};

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

interface ActionsProps {
  readonly connection: ConnectionView;
  readonly registration: RegistrationView | undefined;
  readonly onChanged: (registration: RegistrationView) => void;
}

/** To change it, one has to have seen it; to delete it, not. */
const Actions = ({ connection, registration, onChanged }: ActionsProps) => {
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
      <Actions connection={connection} registration={registration} onChanged={setRegistration} />
    </section>
  );
};
