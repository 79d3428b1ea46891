import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components';
import { Chip } from '../../kit/chip.tsx';
import { GRANT_WORDS, GRANTS } from '../draft/grant-words.ts';
import type { GrantKind } from '../draft/vocabulary.ts';
import { useForm } from './form-context.ts';
import { At } from './parts.tsx';

const GrantOption = ({ grant }: { readonly grant: GrantKind }) => {
  const { label, hint, spec } = GRANT_WORDS[grant];
  return (
    <RadioField value={grant}>
      <RadioButton className="choice-option">
        <span className="choice-mark" aria-hidden="true" />
        <span className="stack">
          <span className="grant-label row wrap medium">
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
        <span className="grant-label row wrap medium">
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
