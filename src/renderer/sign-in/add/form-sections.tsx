import { useForm } from './form-context.ts';
import { Advanced } from './advanced.tsx';
import { ClientSection } from './client-section.tsx';
import { FormSection, TextPart } from './parts.tsx';
import { RedirectChoice } from './redirect-choice.tsx';
import { ScopePart } from './scope-part.tsx';
import { ServerSection } from './server-section.tsx';

interface FormSectionsProps {
  readonly isAdvancedOpen: boolean;
  readonly onAdvanced: (isOpen: boolean) => void;
}

/** The form from top to bottom; each part shows itself only where the draft needs it. */
export const FormSections = ({ isAdvancedOpen, onAdvanced }: FormSectionsProps) => {
  const { draft, uses } = useForm();
  const isPlayground = draft.source === 'playground';
  return (
    <div className="grid gap-8">
      <ServerSection />
      {!isPlayground && <ClientSection />}
      <ScopePart />
      <RedirectChoice />
      {uses('label') && (
        <FormSection title="In your list">
          <TextPart
            of="label"
            label="Name"
            hint="What you want to call it. Otherwise the account’s name."
            maxLength={100}
            isProse
          />
        </FormSection>
      )}
      {!isPlayground && <Advanced isOpen={isAdvancedOpen} onOpen={onAdvanced} />}
    </div>
  );
};
