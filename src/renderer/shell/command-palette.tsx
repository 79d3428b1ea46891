import { ArrowRight } from 'lucide-react';
import { useContext, useState } from 'react';
import type { ConnectionView } from '../../contract/connection.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { searchText } from '../kit/words/connection-words.ts';
import { firstFound, isFound, searchWords } from '../kit/words/find.ts';
import { SHORTCUT_IDS, SHORTCUTS } from '../kit/words/shortcut-words.ts';
import { ConnectionEntry } from '../kit/connection-entry.tsx';
import { KeyCaps } from '../kit/key-caps.tsx';
import { Picker, type PickerEntry } from '../kit/picker.tsx';
import { ShortcutsContext } from '../kit/shortcuts.ts';

const MOST_CONNECTIONS = 8;

interface CommandPaletteProps {
  readonly connections: readonly ConnectionView[];
  readonly onSelect: (id: ConnectionId) => void;
  readonly onClose: () => void;
}

/** Everything the keyboard can do at this moment, as lines of the palette. */
const usePaletteActions = (words: readonly string[]): readonly PickerEntry[] => {
  const shortcuts = useContext(ShortcutsContext);
  return SHORTCUT_IDS.filter(
    (id) =>
      id !== 'palette' &&
      shortcuts.isOffered(id) &&
      isFound(SHORTCUTS[id].label.toLowerCase(), words),
  ).map((id) => ({
    id: `act-${id}`,
    text: SHORTCUTS[id].label,
    onPick: () => shortcuts.run(id),
    children: (
      <>
        <ArrowRight size={16} aria-hidden="true" />
        <span className="stack fill snug">{SHORTCUTS[id].label}</span>
        <KeyCaps id={id} />
      </>
    ),
  }));
};

/** The connections whose words match, a few of them. */
const foundConnections = (
  connections: readonly ConnectionView[],
  words: readonly string[],
  onSelect: (id: ConnectionId) => void,
): readonly PickerEntry[] => {
  const isMatch = (connection: ConnectionView) => isFound(searchText(connection), words);
  return firstFound(connections, isMatch, MOST_CONNECTIONS).map((connection) => ({
    id: connection.id,
    text: connection.label,
    onPick: () => onSelect(connection.id),
    children: <ConnectionEntry connection={connection} />,
  }));
};

/** Finds a connection or an act by a few letters. Acts run after it has closed. */
export const CommandPalette = ({ connections, onSelect, onClose }: CommandPaletteProps) => {
  const [search, setSearch] = useState('');
  // Not deferred: Enter right after the last letter must pick from what the letters found.
  const words = searchWords(search);
  const actions = usePaletteActions(words);
  const found = foundConnections(connections, words, onSelect);
  const closing = (entries: readonly PickerEntry[]): readonly PickerEntry[] =>
    entries.map((entry) => ({
      ...entry,
      onPick: () => {
        onClose();
        entry.onPick();
      },
    }));
  return (
    <Picker
      label="Find a connection or a command"
      isOpen
      onClose={onClose}
      search={search}
      onSearch={setSearch}
      sections={[
        { heading: 'Connections', entries: closing(found) },
        { heading: 'Commands', entries: closing(actions) },
      ]}
    />
  );
};
