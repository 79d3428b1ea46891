import { Choice } from '../../kit/choice.tsx';
import { redirectDoubt } from '../draft/registration.ts';
import { useForm } from './form-context.ts';
import { At, FormSection } from './parts.tsx';

const CHOICES = [
  {
    value: 'loopback',
    label: 'Loopback',
    hint: 'A port on this machine (RFC 8252 §7.3). Right for most servers.',
  },
  {
    value: 'private-use-scheme',
    label: 'Private-use scheme',
    hint: 'dev.valetkey.app:/ (RFC 8252 §7.1), where loopback is refused.',
  },
] as const;

/** How the browser comes back, with what the redirect doctor has to say of it. */
export const RedirectChoice = () => {
  const { draft, change, uses, doctor } = useForm();
  if (!uses('redirectMethod')) return null;
  const doubt = redirectDoubt(draft.redirectMethod, doctor?.checks);
  return (
    <FormSection title="Redirect">
      <At name="redirectMethod">
        <Choice
          label="How the browser comes back"
          choices={CHOICES}
          value={draft.redirectMethod}
          onChange={(redirectMethod) => change({ redirectMethod })}
        />
        {doubt !== undefined && <p className="small warn">{doubt}</p>}
      </At>
    </FormSection>
  );
};
