import { useState, type SyntheticEvent } from 'react';
import { Form, Label, Text, TextArea, TextField } from 'react-aria-components';
import { GitCompareArrows, X } from 'lucide-react';
import type { ConnectionView } from '../../../contract/connection.ts';
import { LONGEST_PASTED_TEXT } from '../../../vocabulary/inspection.ts';
import { Button } from '../../kit/button.tsx';
import { Page } from '../../kit/page.tsx';
import { foreignText } from '../../kit/words/foreign.ts';
import { ConnectionPicker } from './connection-picker.tsx';
import { DiffPanel } from './diff-panel.tsx';
import { type Slot, WithToken } from './examination.tsx';
import { TokenPanels } from './token-panels.tsx';

interface PasteFormProps {
  readonly onPasted: (text: string) => void;
  readonly onChoose: () => void;
}

/** Takes any text for a token. It is examined in main, in memory, and goes nowhere. */
const PasteForm = ({ onPasted, onChoose }: PasteFormProps) => {
  const [text, setText] = useState('');
  const examine = (event: SyntheticEvent) => {
    event.preventDefault();
    onPasted(text);
  };
  return (
    <section className="card" aria-label="Choose a token">
      <Form className="stack gap-4" onSubmit={examine}>
        <TextField
          className="field"
          value={text}
          onChange={setText}
          maxLength={LONGEST_PASTED_TEXT}
        >
          <Label className="field-label">Paste a token</Label>
          <TextArea className="field-input field-lines mono" rows={5} spellCheck={false} />
          <Text slot="description" className="field-hint">
            You can also paste a whole header, response or curl command; the token is extracted. It
            is examined on this computer and not kept; nobody is asked unless you say so.
          </Text>
          {text.length >= LONGEST_PASTED_TEXT && (
            <p className="field-hint" role="status">
              Only the first {LONGEST_PASTED_TEXT.toLocaleString('en')} characters were taken.
            </p>
          )}
        </TextField>
        <div className="row stretch gap-2">
          <Button kind="primary" type="submit" isDisabled={text.trim() === ''}>
            Examine
          </Button>
          <Button onPress={onChoose}>Choose a connection…</Button>
        </div>
      </Form>
    </section>
  );
};

interface InspectorPageProps {
  readonly connections: readonly ConnectionView[];
  readonly slot: Slot | undefined;
  readonly onSlot: (slot: Slot | undefined) => void;
}

const nameOf = (slot: Slot, connections: readonly ConnectionView[]): string =>
  slot.kind === 'pasted'
    ? 'a pasted token'
    : foreignText(connections.find(({ id }) => id === slot.id)?.label ?? 'a connection', 60);

/** Takes a token for a slot: pasted, or a connection's. */
const Chooser = ({
  connections,
  onSlot,
}: Pick<InspectorPageProps, 'connections'> & { readonly onSlot: (slot: Slot) => void }) => {
  const [isChoosing, setIsChoosing] = useState(false);
  return (
    <>
      <PasteForm
        onPasted={(text) => onSlot({ kind: 'pasted', text })}
        onChoose={() => setIsChoosing(true)}
      />
      {isChoosing && (
        <ConnectionPicker
          connections={connections}
          onPick={(id) => onSlot({ kind: 'connection', id })}
          onClose={() => setIsChoosing(false)}
        />
      )}
    </>
  );
};

interface ComparingProps {
  readonly connections: readonly ConnectionView[];
  readonly one: Slot;
}

/** The second token, and the difference once there is one. */
const Comparing = ({ connections, one }: ComparingProps) => {
  const [other, setOther] = useState<Slot>();
  if (other === undefined) return <Chooser connections={connections} onSlot={setOther} />;
  return (
    <WithToken slot={one}>
      {(first) => (
        <WithToken slot={other}>
          {(second) => <DiffPanel one={first.token} other={second.token} />}
        </WithToken>
      )}
    </WithToken>
  );
};

/** Looks into tokens: what they state, what it means, and how two of them differ. */
export const InspectorPage = ({ connections, slot, onSlot }: InspectorPageProps) => {
  const [isComparing, setIsComparing] = useState(false);
  if (slot === undefined) {
    return (
      <Page title="Token inspector" lead="Decode a token and see what each claim means.">
        <Chooser connections={connections} onSlot={onSlot} />
      </Page>
    );
  }
  const clear = () => {
    setIsComparing(false);
    onSlot(undefined);
  };
  return (
    <Page
      title="Token inspector"
      lead={`${isComparing ? 'Comparing' : 'Looking at'} ${nameOf(slot, connections)}`}
      isWide={isComparing}
      actions={
        <>
          <Button icon={GitCompareArrows} onPress={() => setIsComparing(!isComparing)}>
            {isComparing ? 'Stop comparing' : 'Compare with…'}
          </Button>
          <Button icon={X} onPress={clear}>
            Another token
          </Button>
        </>
      }
    >
      {isComparing ? (
        <Comparing connections={connections} one={slot} />
      ) : (
        <WithToken slot={slot}>
          {(examined) => <TokenPanels examined={examined} connections={connections} />}
        </WithToken>
      )}
    </Page>
  );
};
