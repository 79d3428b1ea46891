import { useState, type SyntheticEvent } from 'react';
import { Form } from 'react-aria-components';
import type { RegistrationView } from '../../contract/registration.ts';
import type { ConnectionView } from '../../contract/connection.ts';
import { useCommand } from '../bridge/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Dialog, DialogActions } from '../kit/dialog.tsx';
import { FailureNotice } from '../kit/failure-notice.tsx';
import { Field } from '../kit/field.tsx';
import { Confirm, Name } from './ending-dialogs.tsx';
import { redirectUrisIn, redirectUrisProblem } from './redirect-uris.ts';

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
export const ChangeRegistrationDialog = (props: ChangeProps) => (
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
export const DeleteRegistrationDialog = (props: DialogProps) => {
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
