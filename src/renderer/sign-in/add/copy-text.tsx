import { Input, Label, Text, TextField } from 'react-aria-components';
import { foreignText } from '../../kit/words/foreign.ts';

interface CopyTextProps {
  readonly label: string;
  readonly text: string;
  readonly hint?: string;
}

/** Text to carry elsewhere: a click or the Tab key selects all of it. */
export const CopyText = ({ label, text, hint }: CopyTextProps) => (
  <TextField className="field" value={foreignText(text, 400)} isReadOnly>
    <Label className="copy-label">{label}</Label>
    <Input
      className="field-input copy-text mono"
      onFocus={({ currentTarget }) => currentTarget.select()}
    />
    {hint !== undefined && (
      <Text slot="description" className="field-hint">
        {hint}
      </Text>
    )}
  </TextField>
);
