import type { ReactNode } from 'react';
import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField,
  type TextFieldProps,
} from 'react-aria-components';

interface FieldProps extends Omit<TextFieldProps, 'children' | 'className' | 'style'> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly placeholder?: string;
  readonly isMono?: boolean;
  /** For text of several lines; one line where absent. */
  readonly rows?: number;
  /** What is wrong with it, where the form judges for itself. */
  readonly problem?: string | undefined;
}

/** A labelled text field, of one line or several, with a hint under it, and its complaint in the hint's place. */
export const Field = ({
  label,
  hint,
  placeholder,
  isMono = false,
  rows,
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
    {rows === undefined ? (
      <Input
        className={isMono ? 'field-input mono' : 'field-input'}
        {...(placeholder === undefined ? {} : { placeholder })}
      />
    ) : (
      <TextArea
        className={
          isMono ? 'field-input field-lines field-area mono' : 'field-input field-lines field-area'
        }
        rows={rows}
        spellCheck={false}
        {...(placeholder === undefined ? {} : { placeholder })}
      />
    )}
    {hint !== undefined && (
      <Text slot="description" className="field-hint">
        {hint}
      </Text>
    )}
    <FieldError className="field-error small bad">{problem}</FieldError>
  </TextField>
);
