import { useState } from 'react';
import { needsAttention, searchText } from '../../kit/words/connection-words.ts';
import { firstFound, isFound, searchWords } from '../../kit/words/find.ts';
import { Button } from '../../kit/button.tsx';
import { ConnectionEntry } from '../../kit/connection-entry.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { Picker } from '../../kit/picker.tsx';
import { useForm } from './form-context.ts';
import { At, ProblemOf } from './parts.tsx';

const MOST = 12;

const SubjectPicker = ({ onClose }: { readonly onClose: () => void }) => {
  const { connections, change } = useForm();
  const [search, setSearch] = useState('');
  const words = searchWords(search);
  const matches = firstFound(
    connections,
    (connection) => !needsAttention(connection) && isFound(searchText(connection), words),
    MOST,
  );
  const entries = matches.map((connection) => ({
    id: connection.id,
    text: connection.label,
    children: <ConnectionEntry connection={connection} />,
    onPick: () => {
      change({ subject: connection.id });
      onClose();
    },
  }));
  return (
    <Picker
      label="Choose a connection"
      isOpen
      onClose={onClose}
      search={search}
      onSearch={setSearch}
      sections={[{ heading: 'Connections', entries }]}
    />
  );
};

/** The connection whose access token is exchanged. @see RFC 8693 §2.1 */
export const SubjectPart = () => {
  const { draft, connections } = useForm();
  const [isChoosing, setIsChoosing] = useState(false);
  const chosen = connections.find(({ id }) => id === draft.subject);
  return (
    <At name="subject">
      <span className="field-label">Exchange the token of</span>
      <div className="subject">
        <Button onPress={() => setIsChoosing(true)}>
          {chosen === undefined ? 'Choose a connection…' : <Foreign text={chosen.label} />}
        </Button>
      </div>
      <ProblemOf name="subject" />
      {isChoosing && <SubjectPicker onClose={() => setIsChoosing(false)} />}
    </At>
  );
};
