import {
  Activity,
  Binary,
  Grid3x3,
  House,
  KeyRound,
  Lightbulb,
  Lock,
  type LucideIcon,
  PanelLeft,
  Plus,
  SearchX,
  Settings,
  Waypoints,
} from 'lucide-react';
import { useContext, useEffect, useRef, useState } from 'react';
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
import { SidebarEdge } from './sidebar-edge.tsx';
import type { SidebarState } from './use-sidebar.ts';

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

/** The pages as icons alone, each named by a tooltip. */
const Strip = ({ page: current, onGo }: NavigationProps) => (
  <ul className="grid fill gap-1">
    {PAGES.map((page) => (
      <li key={page}>
        <IconButton
          icon={ICONS[page]}
          label={SHORTCUTS[page].label}
          onPress={() => onGo(page)}
          {...(page === current ? { 'aria-current': 'page' as const } : {})}
        />
      </li>
    ))}
  </ul>
);

interface SidebarProps {
  readonly app: AppView;
  readonly connections: readonly ConnectionView[];
  readonly signIns: readonly SignInView[];
  readonly shown: Shown;
  readonly sidebar: SidebarState;
  readonly onSelect: (selection: Selection) => void;
  readonly onAdd: () => void;
}

const pageOf = (shown: Shown): Page | undefined => (shown.kind === 'page' ? shown.page : undefined);

interface ClosedSidebarProps extends SidebarProps {
  /** It has just been left by keyboard. */
  readonly hasFocus: boolean;
}

/** A strip with what is needed to go on without the list. */
const ClosedSidebar = ({ shown, sidebar, hasFocus, onSelect, onAdd }: ClosedSidebarProps) => (
  <nav className="sidebar-strip stack gap-2 flex-none" aria-label="Connections and sign-ins">
    <IconButton
      icon={PanelLeft}
      label="Show the sidebar"
      onPress={sidebar.open}
      autoFocus={hasFocus}
    />
    <IconButton icon={Plus} label="Add a connection" onPress={onAdd} />
    <Strip page={pageOf(shown)} onGo={(page) => onSelect({ kind: 'page', page })} />
    <LockButton />
  </nav>
);

const Head = ({ sidebar, onAdd }: Pick<SidebarProps, 'sidebar' | 'onAdd'>) => (
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
    <IconButton icon={PanelLeft} label="Hide the sidebar" onPress={sidebar.toggle} />
  </div>
);

const countWords = (found: number, all: number): string =>
  found === all
    ? `${all.toLocaleString('en')} connection${all === 1 ? '' : 's'}`
    : `${found.toLocaleString('en')} of ${all.toLocaleString('en')}`;

interface OpenSidebarProps extends SidebarProps {
  readonly isSearching: boolean;
  /** Escape was pressed in a sidebar that lies over the page. */
  readonly onLeave: () => void;
}

/** What there is to choose from. */
const OpenSidebar = (props: OpenSidebarProps) => {
  const { app, connections, signIns, shown, sidebar, onSelect } = props;
  const [search, setSearch] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const found = useFound(connections, search);
  useShortcut('search', () => input.current?.select());
  const takesFocus = props.isSearching || sidebar.isOver;
  useEffect(() => {
    if (takesFocus) input.current?.select();
  }, [takesFocus]);
  return (
    <nav
      className={sidebar.isOver ? 'sidebar sidebar-over stack' : 'sidebar stack flex-none'}
      style={{ width: sidebar.width }}
      aria-label="Connections and sign-ins"
      onKeyDown={({ key }) => key === 'Escape' && sidebar.isOver && props.onLeave()}
    >
      <Head {...props} />
      <Navigation page={pageOf(shown)} onGo={(page) => onSelect({ kind: 'page', page })} />
      <SearchBox label="Search connections" value={search} onChange={setSearch} input={input} />
      {signIns.length > 0 && (
        <SignInList
          signIns={signIns}
          selected={shown.kind === 'sign-in' ? shown.signIn.id : undefined}
          onSelect={(id) => onSelect({ kind: 'sign-in', id })}
        />
      )}
      <p className="pad-top-1 pad-x-4 note" style={{ paddingBottom: 6 }} role="status">
        {countWords(found.length, connections.length)}
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
      {!sidebar.isOver && <SidebarEdge width={sidebar.width} resize={sidebar.resize} />}
    </nav>
  );
};

/** What there is to choose from, or a strip of icons where it is hidden. */
export const Sidebar = (props: SidebarProps) => {
  const { sidebar } = props;
  const [isSearching, setIsSearching] = useState(false);
  const [isLeft, setIsLeft] = useState(false);
  useShortcut('sidebar', () => {
    setIsSearching(false);
    sidebar.toggle();
  });
  useShortcut(
    'search',
    () => {
      setIsSearching(true);
      sidebar.open();
    },
    !sidebar.isOpen,
  );
  const leave = (isByKeyboard: boolean) => {
    setIsLeft(isByKeyboard);
    sidebar.settle();
  };
  const choose = (selection: Selection) => {
    leave(false);
    props.onSelect(selection);
  };
  if (!sidebar.isOpen) return <ClosedSidebar {...props} hasFocus={isLeft} onSelect={choose} />;
  const opened = (
    <OpenSidebar
      {...props}
      isSearching={isSearching}
      onLeave={() => leave(true)}
      onSelect={choose}
    />
  );
  if (!sidebar.isOver) return opened;
  return (
    <>
      <div className="sidebar-strip flex-none" />
      <div className="sidebar-veil" onClick={() => leave(false)} />
      {opened}
    </>
  );
};
