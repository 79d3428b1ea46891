import { useDeferredValue, useState } from 'react';
import type { ConnectionView } from '../../../contract/connection.ts';
import type { ConnectionId } from '../../../vocabulary/id.ts';
import { givesNone, searchText } from '../../kit/words/connection-words.ts';
import { firstFound, isFound, searchWords } from '../../kit/words/find.ts';
import { ConnectionEntry } from '../../kit/connection-entry.tsx';
import { Picker } from '../../kit/picker.tsx';

const MOST = 12;

interface ConnectionPickerProps {
  readonly connections: readonly ConnectionView[];
  readonly onPick: (id: ConnectionId) => void;
  readonly onClose: () => void;
}

/** Chooses the connection whose token is looked at; only those that can give one. */
export const ConnectionPicker = ({ connections, onPick, onClose }: ConnectionPickerProps) => {
  const [search, setSearch] = useState('');
  const words = searchWords(useDeferredValue(search));
  const found = firstFound(
    connections,
    (connection) => !givesNone(connection) && isFound(searchText(connection), words),
    MOST,
  );
  return (
    <Picker
      label="Choose a connection"
      isOpen
      onClose={onClose}
      search={search}
      onSearch={setSearch}
      sections={[
        {
          heading: 'Connections',
          entries: found.map((connection) => ({
            id: connection.id,
            text: connection.label,
            onPick: () => {
              onPick(connection.id);
              onClose();
            },
            children: <ConnectionEntry connection={connection} />,
          })),
        },
      ]}
    />
  );
};
