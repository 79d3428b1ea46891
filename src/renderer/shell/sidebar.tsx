import {
  Activity,
  Binary,
  Grid3x3,
  House,
  KeyRound,
  Lightbulb,
  Lock,
  type LucideIcon,
  Plus,
  SearchX,
  Settings,
  Waypoints,
} from 'lucide-react';
import { useContext, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { AppView } from '../../contract/app.ts';
import type { ConnectionView } from '../../contract/connection.ts';
import type { SignInView } from '../../contract/sign-in.ts';
import { ConnectionList } from '../connection/connection-list.tsx';
import { StorageLine } from '../pages/settings/storage-notice.tsx';
import { SignInList } from '../sign-in/sign-in-list.tsx';
import { IconButton } from '../kit/button.tsx';
import { Empty } from '../kit/empty.tsx';
import { SearchBox } from '../kit/search-box.tsx';
import { ShortcutsContext, useShortcut } from '../kit/shortcuts.ts';
import { useFound } from '../kit/use-found.ts';
import { type Page, PAGES, type Selection, type Shown } from './selection.ts';
import { SHORTCUTS } from '../kit/words/shortcut-words.ts';
import { KeyCaps } from '../kit/key-caps.tsx';

const ICONS: Readonly<Record<Page, LucideIcon>> = {
  home: House,
  inspector: Binary,
  flow: Waypoints,
  activity: Activity,
  advice: Lightbulb,
  access: Grid3x3,
  settings: Settings,
};

interface NavigationProps {
  readonly page: Page | undefined;
  readonly onGo: (page: Page) => void;
}

/** The pages that are not about one connection. */
const Navigation = ({ page: current, onGo }: NavigationProps) => (
  <ul className="grid flex-none pad-x-2 pad-bottom-2" style={{ gap: 1 }}>
    {PAGES.map((page) => {
      const Icon = ICONS[page];
      return (
        <li key={page}>
          <AriaButton
            className="nav-row press-row row soft full-width"
            onPress={() => onGo(page)}
            {...(page === current ? { 'aria-current': 'page' as const } : {})}
          >
            <Icon size={15} aria-hidden="true" />
            <span className="fill">{SHORTCUTS[page].label}</span>
            <KeyCaps id={page} />
          </AriaButton>
        </li>
      );
    })}
  </ul>
);

/** Locks at once, as its shortcut does. */
const LockButton = () => {
  const shortcuts = useContext(ShortcutsContext);
  return <IconButton icon={Lock} label="Lock" onPress={() => shortcuts.run('lock')} />;
};

interface SidebarProps {
  readonly app: AppView;
  readonly connections: readonly ConnectionView[];
  readonly signIns: readonly SignInView[];
  readonly shown: Shown;
  readonly onSelect: (selection: Selection) => void;
  readonly onAdd: () => void;
}

/** What there is to choose from. */
export const Sidebar = ({ app, connections, signIns, shown, onSelect, onAdd }: SidebarProps) => {
  const [search, setSearch] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const found = useFound(connections, search);
  useShortcut('search', () => input.current?.select());
  return (
    <nav className="sidebar stack flex-none" aria-label="Connections and sign-ins">
      <div className="sidebar-head row gap-2">
        <span
          className="app-mark tilted center"
          style={{ width: 22, height: 22, borderRadius: 'var(--radius-2)' }}
          aria-hidden="true"
        >
          <KeyRound size={14} />
        </span>
        <span className="sidebar-name fill bold">Valet Key</span>
        <IconButton icon={Plus} label="Add a connection" onPress={onAdd} />
      </div>
      <Navigation
        page={shown.kind === 'page' ? shown.page : undefined}
        onGo={(page) => onSelect({ kind: 'page', page })}
      />
      <SearchBox label="Search connections" value={search} onChange={setSearch} input={input} />
      {signIns.length > 0 && (
        <SignInList
          signIns={signIns}
          selected={shown.kind === 'sign-in' ? shown.signIn.id : undefined}
          onSelect={(id) => onSelect({ kind: 'sign-in', id })}
        />
      )}
      <p className="pad-top-1 pad-x-4 note" style={{ paddingBottom: 6 }} role="status">
        {found.length === connections.length
          ? `${connections.length.toLocaleString('en')} connection${connections.length === 1 ? '' : 's'}`
          : `${found.length.toLocaleString('en')} of ${connections.length.toLocaleString('en')}`}
      </p>
      {found.length === 0 ? (
        <div className="fill">
          {search !== '' && <Empty icon={SearchX} title="Nothing found" />}
        </div>
      ) : (
        <ConnectionList
          connections={found}
          selected={shown.kind === 'connection' ? shown.connection.id : undefined}
          onSelect={(id) => onSelect({ kind: 'connection', id })}
        />
      )}
      <div className="sidebar-foot row">
        <StorageLine app={app} />
        <LockButton />
      </div>
    </nav>
  );
};
