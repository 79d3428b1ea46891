import { Choice } from '../../ui/choice.tsx';
import { AUTH_METHODS, AUTH_WORDS } from '../draft/grant-words.ts';
import { useForm } from './form-context.ts';
import { At, FormSection, ProblemOf, TextPart } from './parts.tsx';

const AUTH_CHOICES = AUTH_METHODS.map((value) => ({ value, ...AUTH_WORDS[value] }));

const AuthMethod = () => {
  const { draft, change } = useForm();
  return (
    <At name="authMethod">
      <Choice
        label="How the client proves itself"
        choices={AUTH_CHOICES}
        value={draft.authMethod}
        onChange={(authMethod) => change({ authMethod })}
      />
      <ProblemOf name="authMethod" />
    </At>
  );
};

/** The client registration, as the server gave it. Secrets are typed here and never shown again. */
export const ClientSection = () => {
  const { draft, preset } = useForm();
  const hasServerFields = draft.source !== 'preset' || (preset?.placeholders.length ?? 0) > 0;
  return (
    <FormSection title="Client">
      <TextPart
        of="clientId"
        label="Client ID"
        hint="From the client registration you made at the server."
        maxLength={400}
        autoFocus={!hasServerFields}
      />
      <AuthMethod />
      <TextPart
        of="clientSecret"
        label="Client secret"
        hint={
          draft.provider === undefined
            ? 'Goes to the keychain and is never shown again.'
            : 'Leave it empty to use the one that was kept at the import.'
        }
        type="password"
        maxLength={4000}
      />
      <TextPart
        of="privateKey"
        label="Private key"
        hint="A private JWK or a PKCS #8 PEM. Goes to the keychain and is never shown again."
        type="password"
      />
    </FormSection>
  );
};
