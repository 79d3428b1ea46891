import type { ReactNode } from 'react';
import {
  FieldError,
  Input,
  Label,
  Text,
  TextField,
  type TextFieldProps,
} from 'react-aria-components';
import './field.css';

interface FieldProps extends Omit<TextFieldProps, 'children' | 'className' | 'style'> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly placeholder?: string;
  readonly isMono?: boolean;
  /** What is wrong with it, where the form judges for itself. */
  readonly problem?: string | undefined;
}

/** A labelled text field with a hint under it, and its complaint in the hint's place. */
export const Field = ({
  label,
  hint,
  placeholder,
  isMono = false,
  problem,
  ...rest
}: FieldProps) => (
  <TextField
    {...rest}
    {...(problem === undefined ? {} : { isInvalid: true })}
    className="field"
    autoComplete="off"
    spellCheck="false"
  >
    <Label className="field-label">{label}</Label>
    <Input
      className={isMono ? 'field-input mono' : 'field-input'}
      {...(placeholder === undefined ? {} : { placeholder })}
    />
    {hint !== undefined && (
      <Text slot="description" className="field-hint">
        {hint}
      </Text>
    )}
    <FieldError className="field-error">{problem}</FieldError>
  </TextField>
);
