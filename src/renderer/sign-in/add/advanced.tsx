import { ChevronRight, Plus, Trash2 } from 'lucide-react';
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { foreignText } from '../../kit/words/foreign.ts';
import { GrantChoice, GrantParts } from './grant-section.tsx';
import { useForm } from './form-context.ts';
import { FormSection, TextPart, TogglePart, At, ProblemOf } from './parts.tsx';
import { Button, IconButton } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import type { ExtraRow } from '../draft/draft.ts';

interface RowProps {
  readonly row: ExtraRow;
  readonly number: number;
  readonly onChange: (row: ExtraRow) => void;
  readonly onRemove: () => void;
}

const Row = ({ row, number, onChange, onRemove }: RowProps) => (
  <div className="extra-row grid gap-2">
    <Field
      label={`Name ${number}`}
      value={row.name}
      onChange={(name) => onChange({ ...row, name })}
      maxLength={100}
      isMono
    />
    <Field
      label={`Value ${number}`}
      value={row.value}
      onChange={(value) => onChange({ ...row, value })}
      maxLength={2000}
      isMono
    />
    <IconButton icon={Trash2} label={`Remove parameter ${number}`} onPress={onRemove} />
  </div>
);

/** Parameters of this server's own for the authorization request. @see RFC 6749 §8.2 */
const ExtraParameters = () => {
  const { draft, change, uses } = useForm();
  if (!uses('extraParameters')) return null;
  const rows = draft.extraParameters;
  const set = (extraParameters: readonly ExtraRow[]) => change({ extraParameters });
  const nextKey = Math.max(-1, ...rows.map(({ key }) => key)) + 1;
  return (
    <At name="extraParameters">
      <div className="grid gap-2" role="group" aria-label="Extra parameters">
        <span className="field-label">Extra parameters</span>
        {rows.map((row, at) => (
          <Row
            key={row.key}
            row={row}
            number={at + 1}
            onChange={(changed) => set(rows.map((one) => (one.key === row.key ? changed : one)))}
            onRemove={() => set(rows.filter(({ key }) => key !== row.key))}
          />
        ))}
        <div>
          <Button icon={Plus} onPress={() => set([...rows, { key: nextKey, name: '', value: '' }])}>
            Add a parameter
          </Button>
        </div>
        <ProblemOf name="extraParameters" />
      </div>
    </At>
  );
};

/** Parameters of the authorization request that most people never need. @see OIDC Core §3.1.2.1 */
const RequestParts = () => {
  const { uses } = useForm();
  return (
    <FormSection title="Request">
      <div className="form-pairs grid gap-4">
        <TextPart
          of="resource"
          label="Resource indicator"
          hint="The API the token is for (RFC 8707)."
        />
        {uses('prompt') && (
          <>
            <TextPart of="prompt" label="Prompt" hint="login, consent, select_account or none." />
            <TextPart
              of="loginHint"
              label="Login hint"
              hint="Who will sign in, such as an e-mail."
            />
            <TextPart of="maxAge" label="Max age" hint="Seconds since you last signed in there." />
            <TextPart of="acrValues" label="ACR values" hint="How strongly you must sign in." />
          </>
        )}
      </div>
      <TextPart
        of="redirectUri"
        label="Redirect URI that is registered already"
        hint="Only where it is not ours to choose: any host, port and path on this machine. Without a port, any is used."
        placeholder="http://localhost:8080/callback"
        maxLength={400}
        type="url"
      />
      <DetailsPart />
      <ExtraParameters />
    </FormSection>
  );
};

/** @see RFC 9396 §2 */
const DetailsPart = () => {
  const known = useForm().server?.detailTypes?.slice(0, 8);
  const types =
    known === undefined || known.length === 0
      ? ''
      : ` This server knows: ${known.map((type) => foreignText(type, 60)).join(', ')}.`;
  return (
    <TextPart
      of="authorizationDetails"
      label="Authorization details (JSON)"
      hint={`Exact permissions, where scopes are too coarse (RFC 9396).${types}`}
      placeholder='[{ "type": "payment_initiation", "actions": ["initiate"] }]'
      rows={3}
      maxLength={20_000}
    />
  );
};

const SignToggle = () => {
  const isRequired = useForm().server?.requiresSignedRequests === true;
  return (
    <TogglePart
      of="usesSignedRequests"
      label="Sign the request (JAR)"
      hint={
        isRequired
          ? 'This server takes no others (RFC 9101). The private key goes with the client above.'
          : 'With the client’s private key, so that nothing in it can be changed (RFC 9101).'
      }
    />
  );
};

interface AdvancedProps {
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

/** Everything beyond a server, a client and scopes; closed until it is wanted. */
export const Advanced = ({ isOpen, onOpen }: AdvancedProps) => (
  <Disclosure isExpanded={isOpen} onExpandedChange={onOpen}>
    <Heading level={3} className="more-heading regular">
      <AriaButton slot="trigger" className="more-trigger soft medium">
        <ChevronRight size={14} /> Advanced
      </AriaButton>
    </Heading>
    <DisclosurePanel className="more-panel">
      <div className="grid gap-8">
        <FormSection title="Grant type">
          <GrantChoice />
          <GrantParts />
        </FormSection>
        <RequestParts />
        <FormSection title="Security">
          <TogglePart
            of="usesDpop"
            label="Bind tokens to a key (DPoP)"
            hint="A stolen token is then of no use to the thief. The server must support RFC 9449."
          />
          <TogglePart
            of="usesPushedRequests"
            label="Push the authorization request (PAR)"
            hint="Sends it straight to the server, not through the browser (RFC 9126)."
          />
          <SignToggle />
        </FormSection>
      </div>
    </DisclosurePanel>
  </Disclosure>
);
