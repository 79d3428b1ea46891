import { KeyRound, Plus, Search, SearchX, X } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { Button as AriaButton, Input, SearchField } from 'react-aria-components';
import type { AppView, ConnectionView, SignInView } from '../../shared/ipc/view.ts';
import { ConnectionList } from '../connections/connection-list.tsx';
import { StorageLine } from '../settings/storage-line.tsx';
import { SignInList } from '../sign-in/sign-in-list.tsx';
import { inListOrder, searchText } from '../text/connection-words.ts';
import { IconButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import type { Selection, Shown } from './selection.ts';
import './sidebar.css';

interface SidebarProps {
  readonly app: AppView;
  readonly connections: readonly ConnectionView[];
  readonly signIns: readonly SignInView[];
  readonly shown: Shown;
  readonly onSelect: (selection: Selection) => void;
  readonly onAdd: () => void;
}

/** All words of the search must be found, each anywhere. */
const useFound = (connections: readonly ConnectionView[], search: string) => {
  const indexed = useMemo(
    () =>
      inListOrder(connections).map((connection) => ({ connection, text: searchText(connection) })),
    [connections],
  );
  const wanted = useDeferredValue(search);
  return useMemo(() => {
    const words = wanted.toLowerCase().split(/\s+/u).filter(Boolean);
    return indexed
      .filter(({ text }) => words.every((word) => text.includes(word)))
      .map(({ connection }) => connection);
  }, [indexed, wanted]);
};

interface SearchBoxProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const SearchBox = ({ value, onChange }: SearchBoxProps) => (
  <SearchField className="search" aria-label="Search connections" value={value} onChange={onChange}>
    <Search size={14} aria-hidden="true" />
    <Input className="search-input" placeholder="Search" spellCheck={false} />
    {value !== '' && (
      <AriaButton className="search-clear" aria-label="Clear search">
        <X size={13} />
      </AriaButton>
    )}
  </SearchField>
);

/** What there is to choose from. */
export const Sidebar = ({ app, connections, signIns, shown, onSelect, onAdd }: SidebarProps) => {
  const [search, setSearch] = useState('');
  const found = useFound(connections, search);
  return (
    <nav className="sidebar" aria-label="Connections and sign-ins">
      <div className="sidebar-head">
        <span className="sidebar-mark" aria-hidden="true">
          <KeyRound size={14} />
        </span>
        <span className="sidebar-name">Valet Key</span>
        <IconButton icon={Plus} label="Add a connection" onPress={onAdd} />
      </div>
      <SearchBox value={search} onChange={setSearch} />
      {signIns.length > 0 && (
        <SignInList
          signIns={signIns}
          selected={shown.kind === 'sign-in' ? shown.signIn.id : undefined}
          onSelect={(id) => onSelect({ kind: 'sign-in', id })}
        />
      )}
      <p className="sidebar-count" role="status">
        {found.length === connections.length
          ? `${connections.length.toLocaleString('en')} connection${connections.length === 1 ? '' : 's'}`
          : `${found.length.toLocaleString('en')} of ${connections.length.toLocaleString('en')}`}
      </p>
      {found.length === 0 ? (
        <div className="sidebar-nothing">
          {search !== '' && <Empty icon={SearchX} title="Nothing found" />}
        </div>
      ) : (
        <ConnectionList
          connections={found}
          selected={shown.kind === 'connection' ? shown.connection.id : undefined}
          onSelect={(id) => onSelect({ kind: 'connection', id })}
        />
      )}
      <div className="sidebar-foot">
        <StorageLine app={app} />
      </div>
    </nav>
  );
};
