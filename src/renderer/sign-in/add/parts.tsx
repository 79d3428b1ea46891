import type { ReactNode } from 'react';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { Field } from '../../kit/field.tsx';
import { Toggle } from '../../kit/toggle.tsx';
import type { TextKey } from '../draft/draft.ts';
import { useForm } from './form-context.ts';

interface AtProps {
  /** The field's name in the form, such as `endpoints.token_endpoint`. */
  readonly name: string;
  readonly children?: ReactNode;
}

/** A field, and under it what main said about it. */
export const At = ({ name, children }: AtProps) => {
  const { failure, failureAt } = useForm();
  return (
    <div className="form-field if-any grid gap-2" data-field={name}>
      {children}
      {failure !== undefined && failureAt === name && <FailureNotice failure={failure} />}
    </div>
  );
};

/** The problem of a field that is not a text field. */
export const ProblemOf = ({ name }: { readonly name: string }) => {
  const problem = useForm().problems[name];
  return problem === undefined ? null : <p className="field-error small bad">{problem}</p>;
};

interface TextPartProps {
  readonly of: TextKey;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly placeholder?: string;
  readonly isProse?: boolean;
  readonly type?: 'text' | 'password' | 'url';
  readonly maxLength?: number;
  readonly rows?: number;
  readonly autoFocus?: boolean;
  readonly onBlur?: () => void;
}

/** One line of text of the draft; nothing where the draft does not need it. */
export const TextPart = ({ of, isProse = false, ...rest }: TextPartProps) => {
  const { draft, change, uses, problems } = useForm();
  if (of !== 'scopeEntry' && !uses(of)) return null;
  return (
    <At name={of}>
      <Field
        {...rest}
        isMono={!isProse}
        value={draft[of]}
        onChange={(text) => change({ [of]: text })}
        problem={problems[of]}
      />
    </At>
  );
};

interface TogglePartProps {
  readonly of: 'usesPushedRequests' | 'usesSignedRequests' | 'usesDpop' | 'allowLoopback';
  readonly label: string;
  readonly hint: string;
}

/** One switch of the draft; nothing where the draft does not need it. */
export const TogglePart = ({ of, label, hint }: TogglePartProps) => {
  const { draft, change, uses } = useForm();
  if (!uses(of)) return null;
  return (
    <At name={of}>
      <Toggle
        label={label}
        hint={hint}
        isSelected={draft[of]}
        onChange={(isSelected) => change({ [of]: isSelected })}
      />
    </At>
  );
};

interface FormSectionProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** Fields that belong together, under their heading. */
export const FormSection = ({ title, children }: FormSectionProps) => (
  <section className="grid gap-3" aria-label={title}>
    <h3 className="large">{title}</h3>
    {children}
  </section>
);
