import { useState, type SyntheticEvent } from 'react';
import { Form } from 'react-aria-components';
import type { ConnectionView } from '../../contract/connection.ts';
import { useCommand } from '../bridge/use-command.ts';
import { Button } from '../kit/button.tsx';
import { Dialog, DialogActions } from '../kit/dialog.tsx';
import { FailureNotice } from '../kit/failure-notice.tsx';
import { Field } from '../kit/field.tsx';

interface RenameDialogProps {
  readonly connection: ConnectionView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const RenameForm = ({ connection, onClose }: Omit<RenameDialogProps, 'isOpen'>) => {
  const [label, setLabel] = useState(connection.label);
  const { run, state } = useCommand('connection.rename');
  const rename = async (event: SyntheticEvent) => {
    event.preventDefault();
    const reply = await run({ connectionId: connection.id, label: label.trim() });
    if (reply.ok) onClose();
  };
  return (
    <Form className="stack gap-4" onSubmit={(event) => void rename(event)}>
      <Field
        label="Name"
        hint="Only for you: the server does not see it."
        value={label}
        onChange={setLabel}
        maxLength={100}
        isRequired
        autoFocus
      />
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
      <DialogActions>
        <Button onPress={onClose}>Cancel</Button>
        <Button
          kind="primary"
          type="submit"
          isBusy={state.kind === 'busy'}
          isDisabled={label.trim() === ''}
        >
          Rename
        </Button>
      </DialogActions>
    </Form>
  );
};

/** Gives a connection another name. */
export const RenameDialog = ({ connection, isOpen, onClose }: RenameDialogProps) => (
  <Dialog title="Rename connection" isOpen={isOpen} onClose={onClose}>
    <RenameForm connection={connection} onClose={onClose} />
  </Dialog>
);
