import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components';
import { useState } from 'react';
import { TriangleAlert } from 'lucide-react';
import { Chip } from '../../kit/chip.tsx';
import { GRANT_WORDS, GRANTS } from '../draft/grant-words.ts';
import type { GrantKind } from '../draft/vocabulary.ts';
import { useForm } from './form-context.ts';
import { At, ProblemOf, TextPart } from './parts.tsx';
import { givesNone, searchText } from '../../kit/words/connection-words.ts';
import { firstFound, isFound, searchWords } from '../../kit/words/find.ts';
import { Button } from '../../kit/button.tsx';
import { ConnectionEntry } from '../../kit/connection-entry.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { Picker } from '../../kit/picker.tsx';
import { Checkbox } from '../../kit/checkbox.tsx';
import { Notice } from '../../kit/notice.tsx';

const MOST = 12;

const SubjectPicker = ({ onClose }: { readonly onClose: () => void }) => {
  const { connections, change } = useForm();
  const [search, setSearch] = useState('');
  const words = searchWords(search);
  const matches = firstFound(
    connections,
    (connection) => !givesNone(connection) && isFound(searchText(connection), words),
    MOST,
  );
  const entries = matches.map((connection) => ({
    id: connection.id,
    text: connection.label,
    children: <ConnectionEntry connection={connection} />,
    onPick: () => {
      change({ subject: connection.id });
      onClose();
    },
  }));
  return (
    <Picker
      label="Choose a connection"
      isOpen
      onClose={onClose}
      search={search}
      onSearch={setSearch}
      sections={[{ heading: 'Connections', entries }]}
    />
  );
};

/** The connection whose access token is exchanged. @see RFC 8693 §2.1 */
const SubjectPart = () => {
  const { draft, connections } = useForm();
  const [isChoosing, setIsChoosing] = useState(false);
  const chosen = connections.find(({ id }) => id === draft.subject);
  return (
    <At name="subject">
      <span className="field-label">Exchange the token of</span>
      <div className="row stretch">
        <Button onPress={() => setIsChoosing(true)}>
          {chosen === undefined ? 'Choose a connection…' : <Foreign text={chosen.label} />}
        </Button>
      </div>
      <ProblemOf name="subject" />
      {isChoosing && <SubjectPicker onClose={() => setIsChoosing(false)} />}
    </At>
  );
};

const Understood = () => {
  const { draft, change } = useForm();
  return (
    <At name="understood">
      <Checkbox isSelected={draft.understood} onChange={(understood) => change({ understood })}>
        I understand
      </Checkbox>
      <ProblemOf name="understood" />
    </At>
  );
};

/** The one grant that a specification forbids. @see RFC 9700 §2.4 */
const PasswordParts = () => (
  <>
    <Notice tone="warn" icon={TriangleAlert} title="This grant must not be used (RFC 9700 §2.4)">
      <p>
        It hands your password to a program, teaches you to type it outside the server’s own page,
        and cannot ask for a second factor. The password is sent once and not kept.
      </p>
    </Notice>
    <TextPart of="username" label="User name" />
    <TextPart of="password" label="Password" type="password" />
    <Understood />
  </>
);

/** What the chosen grant needs beyond the client; nothing for most. */
export const GrantParts = () => {
  const { uses } = useForm();
  return (
    <>
      {uses('password') && <PasswordParts />}
      <TextPart
        of="refreshToken"
        label="Refresh token"
        hint="It is used at once, then kept in the keychain. Stop using it elsewhere: it may be used once only."
        type="password"
      />
      {uses('subject') && <SubjectPart />}
      <TextPart of="audience" label="Audience" hint="Who the new token is for. Optional." />
      <TextPart
        of="assertion"
        label="Assertion"
        hint="A signed JWT. It is sent once and not kept."
        type="password"
      />
    </>
  );
};

const GrantOption = ({ grant }: { readonly grant: GrantKind }) => {
  const { label, hint, spec } = GRANT_WORDS[grant];
  return (
    <RadioField value={grant}>
      <RadioButton className="choice-option">
        <span className="choice-mark" aria-hidden="true" />
        <span className="stack">
          <span className="row wrap gap-1 gap-x-2 medium">
            {label}
            {grant === 'password' && <Chip tone="warn">Discouraged</Chip>}
          </span>
          <span className="field-hint">
            {hint} {spec}
          </span>
        </span>
      </RadioButton>
    </RadioField>
  );
};

/** Known, and not on offer: it says why and what to use instead. */
const ImplicitOption = () => (
  <RadioField value="implicit" isDisabled>
    <RadioButton className="choice-option choice-closed">
      <span className="choice-mark" aria-hidden="true" />
      <span className="stack">
        <span className="row wrap gap-1 gap-x-2 medium">
          Implicit <Chip>Not offered</Chip>
        </span>
        <span className="field-hint">
          It puts the token into the browser’s address bar, where it leaks (RFC 9700 §2.1.2). Use
          the authorization code instead.
        </span>
      </span>
    </RadioButton>
  </RadioField>
);

/** Which grant to use, each with what it is for. */
export const GrantChoice = () => {
  const { draft, change } = useForm();
  return (
    <At name="grant">
      <RadioGroup
        className="choice"
        value={draft.grant}
        onChange={(chosen) => {
          const grant = GRANTS.find((one) => one === chosen);
          if (grant !== undefined) change({ grant });
        }}
      >
        <Label className="field-label">How the token is obtained</Label>
        <div className="choice-options">
          {GRANTS.map((grant) => (
            <GrantOption key={grant} grant={grant} />
          ))}
          <ImplicitOption />
        </div>
      </RadioGroup>
    </At>
  );
};
