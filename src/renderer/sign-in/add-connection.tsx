import { useState, type FormEvent } from 'react';
import {
  Disclosure,
  DisclosurePanel,
  Form,
  Heading,
  Button as AriaButton,
} from 'react-aria-components';
import { ChevronRight } from 'lucide-react';
import type { Failure } from '../../shared/ipc/reply.ts';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';
import { Field } from '../ui/field.tsx';
import { Toggle } from '../ui/toggle.tsx';
import './more.css';
import { draftToRequest, type IssuerDraft, type IssuerRequest } from './issuer-draft.ts';

const REDIRECT_CHOICES = [
  {
    value: 'loopback',
    label: 'Loopback',
    hint: 'A local port on 127.0.0.1 (RFC 8252 §7.3). Right for most servers.',
  },
  {
    value: 'private-use-scheme',
    label: 'Private-use scheme',
    hint: 'dev.valetkey.app:/ (RFC 8252 §7.1), for servers that refuse loopback.',
  },
] as const;

interface PartProps {
  readonly draft: IssuerDraft;
  readonly onChange: (change: Partial<IssuerDraft>) => void;
}

const MainFields = ({ draft, onChange }: PartProps) => (
  <>
    <Field
      label="Issuer"
      hint="The server’s https:// address. Its endpoints are found from there (RFC 8414)."
      placeholder="https://login.example.com"
      value={draft.issuer}
      onChange={(issuer) => onChange({ issuer })}
      type="url"
      isMono
      isRequired
      autoFocus
    />
    <Field
      label="Client ID"
      hint="From the client registration you made at the server."
      value={draft.clientId}
      onChange={(clientId) => onChange({ clientId })}
      isMono
      isRequired
    />
    <Field
      label="Scopes"
      hint="Separated by spaces. Ask for no more than you need."
      value={draft.scope}
      onChange={(scope) => onChange({ scope })}
      isMono
    />
    <Choice
      label="Redirect"
      choices={REDIRECT_CHOICES}
      value={draft.redirectMethod}
      onChange={(redirectMethod) => onChange({ redirectMethod })}
    />
  </>
);

const MoreFields = ({ draft, onChange }: PartProps) => (
  <Disclosure className="more">
    <Heading level={3} className="more-heading">
      <AriaButton slot="trigger" className="more-trigger">
        <ChevronRight size={14} /> More
      </AriaButton>
    </Heading>
    <DisclosurePanel className="more-panel">
      <Field
        label="Name"
        hint="What you want to call it. Otherwise the account’s name."
        value={draft.label}
        onChange={(label) => onChange({ label })}
        maxLength={100}
      />
      <Field
        label="Client secret"
        hint="Only if the server insists. It goes to the keychain and is never shown again."
        value={draft.clientSecret}
        onChange={(clientSecret) => onChange({ clientSecret })}
        type="password"
        isMono
      />
      <Toggle
        label="Allow a server on this machine"
        hint="Accepts http:// on localhost and 127.0.0.1. For development."
        isSelected={draft.allowLoopback}
        onChange={(allowLoopback) => onChange({ allowLoopback })}
      />
    </DisclosurePanel>
  </Disclosure>
);

interface AddConnectionProps {
  readonly isOpen: boolean;
  readonly initial: IssuerDraft;
  readonly isBusy: boolean;
  readonly failure: Failure | undefined;
  readonly onClose: () => void;
  readonly onStart: (request: IssuerRequest) => void;
}

const AddForm = ({
  initial,
  isBusy,
  failure,
  onClose,
  onStart,
}: Omit<AddConnectionProps, 'isOpen'>) => {
  const [draft, setDraft] = useState(initial);
  const change = (part: Partial<IssuerDraft>) => setDraft((old) => ({ ...old, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onStart(draftToRequest(draft));
  };
  return (
    <Form className="dialog-form" onSubmit={submit}>
      <MainFields draft={draft} onChange={change} />
      <MoreFields draft={draft} onChange={change} />
      {failure !== undefined && <FailureNotice failure={failure} />}
      <DialogActions>
        <Button onPress={onClose}>Cancel</Button>
        <Button kind="primary" type="submit" isBusy={isBusy}>
          Continue in browser
        </Button>
      </DialogActions>
    </Form>
  );
};

/** States an issuer and a client registration, and signs in there. */
export const AddConnection = ({ isOpen, ...rest }: AddConnectionProps) => (
  <Dialog title="Add a connection" size="medium" isOpen={isOpen} onClose={rest.onClose}>
    <AddForm {...rest} />
  </Dialog>
);
