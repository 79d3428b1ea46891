import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { Form } from 'react-aria-components';
import type { SignInRequest } from '../../../contract/sign-in.ts';
import { Button } from '../../kit/button.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { isAdvanced } from '../draft/fields.ts';
import { GRANT_WORDS } from '../draft/grant-words.ts';
import { problemsOf } from '../draft/problems.ts';
import { requestOf } from '../draft/request.ts';
import { FormContext, type FormValue, useForm } from './form-context.ts';
import { RegisterAside } from './register-aside.tsx';
import { useFormValue, type FormSubject } from './use-form-value.ts';
import { Advanced } from './advanced.tsx';
import { ClientSection } from './client-section.tsx';
import { FormSection, TextPart } from './parts.tsx';
import { RedirectChoice } from './client-section.tsx';
import { ScopePart } from './scope-part.tsx';
import { ServerSection } from './server-section.tsx';

const FAULT = '[aria-invalid="true"], .field-error, .form-field > .notice.on-bad';

/** Puts the focus where the first thing is wrong, once it is on the page. */
const focusFirstFault = (form: HTMLFormElement | null): void => {
  requestAnimationFrame(() => {
    const fault = form?.querySelector(FAULT);
    const field = fault?.closest('.form-field')?.querySelector('input, textarea, button');
    if (field instanceof HTMLElement) field.focus();
  });
};

interface FormSectionsProps {
  readonly isAdvancedOpen: boolean;
  readonly onAdvanced: (isOpen: boolean) => void;
}

/** The form from top to bottom; each part shows itself only where the draft needs it. */
const FormSections = ({ isAdvancedOpen, onAdvanced }: FormSectionsProps) => {
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

interface ConnectionFormProps extends FormSubject {
  readonly isBusy: boolean;
  readonly onBack: () => void;
  readonly onStart: (request: SignInRequest) => void;
}

/** A failure that no field can answer for. */
const OtherFailure = ({ form: { failure, failureAt } }: { readonly form: FormValue }) =>
  failure !== undefined && failureAt === undefined ? (
    <div className="flex-none pad-y-3 pad-x-6">
      <FailureNotice failure={failure} />
    </div>
  ) : null;

/** Advanced fields stay in sight while one of them is at fault. */
const needsAdvanced = ({ problems, failureAt }: FormValue): boolean =>
  [...Object.keys(problems), failureAt ?? 'issuer'].some(isAdvanced);

interface FootProps {
  readonly form: FormValue;
  readonly isBusy: boolean;
  readonly onBack: () => void;
}

const Foot = ({ form, isBusy, onBack }: FootProps) => (
  <div className="row stretch spread gap-2 flex-none pad-y-4 pad-x-6 rule-above">
    <Button kind="quiet" icon={ArrowLeft} onPress={onBack}>
      Choose another
    </Button>
    <Button
      kind="primary"
      type="submit"
      isBusy={isBusy}
      autoFocus={form.draft.source === 'playground'}
    >
      {GRANT_WORDS[form.draft.grant].action}
    </Button>
  </div>
);

/** The second step: the client, what is asked for, and what to register at the server. */
export const ConnectionForm = ({ isBusy, onBack, onStart, ...subject }: ConnectionFormProps) => {
  const [tries, setTries] = useState(0);
  const [wantsAdvanced, setWantsAdvanced] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  const form = useFormValue(subject, tries > 0);
  const { draft, failure, preset } = subject;

  useEffect(() => {
    if (tries > 0 || failure !== undefined) focusFirstFault(element.current);
  }, [tries, failure]);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const isSound = Object.keys(problemsOf(draft, preset?.placeholders)).length === 0;
    if (isSound) onStart(requestOf(draft));
    else setTries((count) => count + 1);
  };
  return (
    <FormContext value={form}>
      <Form
        ref={element}
        className="connection-form stack fill"
        validationBehavior="aria"
        onSubmit={submit}
      >
        <div className="form-columns grid scroll fill">
          <FormSections
            isAdvancedOpen={wantsAdvanced || needsAdvanced(form)}
            onAdvanced={setWantsAdvanced}
          />
          <RegisterAside />
        </div>
        <OtherFailure form={form} />
        <Foot form={form} isBusy={isBusy} onBack={onBack} />
      </Form>
    </FormContext>
  );
};
