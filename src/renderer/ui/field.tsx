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
}

/** A labelled text field with a hint under it, and its complaint in the hint's place. */
export const Field = ({ label, hint, placeholder, isMono = false, ...rest }: FieldProps) => (
  <TextField {...rest} className="field" autoComplete="off" spellCheck="false">
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
    <FieldError className="field-error" />
  </TextField>
);
