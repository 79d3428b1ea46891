import { useState, type SyntheticEvent } from 'react';
import { Form, Label, Text, TextArea, TextField } from 'react-aria-components';
import { Button } from '../../kit/button.tsx';

interface PasteFormProps {
  readonly onPasted: (text: string) => void;
  readonly onChoose: () => void;
}

/** Takes any text for a token. It is examined in main, in memory, and goes nowhere. */
export const PasteForm = ({ onPasted, onChoose }: PasteFormProps) => {
  const [text, setText] = useState('');
  const examine = (event: SyntheticEvent) => {
    event.preventDefault();
    onPasted(text);
  };
  return (
    <section className="card" aria-label="Choose a token">
      <Form className="dialog-form" onSubmit={examine}>
        <TextField className="field" value={text} onChange={setText} maxLength={200_000}>
          <Label className="field-label">Paste a token</Label>
          <TextArea className="field-input paste-input mono" rows={5} spellCheck={false} />
          <Text slot="description" className="field-hint">
            Also with a header, a reply or a command line around it: the token is found. It is
            examined on this machine and not kept; nobody is asked unless you say so.
          </Text>
        </TextField>
        <div className="paste-acts">
          <Button kind="primary" type="submit" isDisabled={text.trim() === ''}>
            Examine
          </Button>
          <Button onPress={onChoose}>Choose a connection…</Button>
        </div>
      </Form>
    </section>
  );
};
