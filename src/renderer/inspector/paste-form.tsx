import { useState, type FormEvent } from 'react';
import { Form, Label, Text, TextArea, TextField } from 'react-aria-components';
import type { DecodedToken } from '../../shared/ipc/view.ts';
import { useCommand } from '../bridge/use-command.ts';
import { Button } from '../ui/button.tsx';
import { FailureNotice } from '../ui/failure-notice.tsx';

interface PasteFormProps {
  readonly onDecoded: (token: DecodedToken) => void;
  readonly onChoose: () => void;
}

/** Takes any text for a token. It is decoded in main, in memory, and goes nowhere. */
export const PasteForm = ({ onDecoded, onChoose }: PasteFormProps) => {
  const [text, setText] = useState('');
  const { run, state } = useCommand('token.decode');
  const decode = async (event: FormEvent) => {
    event.preventDefault();
    const reply = await run({ text });
    if (reply.ok) onDecoded(reply.value);
  };
  return (
    <section className="card" aria-label="Choose a token">
      <Form className="dialog-form" onSubmit={(event) => void decode(event)}>
        <TextField className="field" value={text} onChange={setText} maxLength={200_000}>
          <Label className="field-label">Paste a token</Label>
          <TextArea className="field-input paste-input mono" rows={5} spellCheck={false} />
          <Text slot="description" className="field-hint">
            Decoded on this machine and not kept. Decoding is not verifying: trust none of it.
          </Text>
        </TextField>
        {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
        <div className="paste-acts">
          <Button
            kind="primary"
            type="submit"
            isBusy={state.kind === 'busy'}
            isDisabled={text.trim() === ''}
          >
            Decode
          </Button>
          <Button onPress={onChoose}>Choose a connection…</Button>
        </div>
      </Form>
    </section>
  );
};
