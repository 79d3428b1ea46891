import { ChevronDown, Layers, X } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { Button as AriaButton, ToggleButton } from 'react-aria-components';
import { firstFound, isFound, searchWords } from '../../kit/words/find.ts';
import { foreignText } from '../../kit/words/foreign.ts';
import { Avatar } from '../../kit/avatar.tsx';
import { IconButton } from '../../kit/button.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { Picker, type PickerEntry } from '../../kit/picker.tsx';
import { SearchBox } from '../../kit/search-box.tsx';
import { useShortcut } from '../../kit/shortcuts.ts';
import type { FilterName } from './filters.ts';
import { isWhole, WHOLE, type HomeView } from './home-view.ts';
import { toggled } from './filters.ts';

const MOST_HOSTS = 50;
const CHIPS = [
  ['never-used', 'Never used'],
  ['playground', 'Playground'],
] as const satisfies readonly (readonly [FilterName, string])[];

interface FilterBarProps {
  readonly view: HomeView;
  readonly onView: (change: Partial<HomeView>) => void;
  readonly counts: Readonly<Record<FilterName, number>>;
  readonly hosts: ReadonlyMap<string, number>;
}

interface HostPickerProps {
  readonly hosts: ReadonlyMap<string, number>;
  readonly onPick: (host: string) => void;
  readonly onClose: () => void;
}

/** Every provider by its host, with how many connections there are. */
const HostPicker = ({ hosts, onPick, onClose }: HostPickerProps) => {
  const [search, setSearch] = useState('');
  const words = searchWords(search);
  const entries = firstFound(hosts, ([host]) => isFound(host.toLowerCase(), words), MOST_HOSTS).map(
    ([host, count]): PickerEntry => ({
      id: host,
      text: host,
      onPick: () => {
        onPick(host);
        onClose();
      },
      children: (
        <>
          <Avatar name={host} seed={host} />
          <span className="stack fill snug">
            <Foreign text={host} />
            <span className="note">
              {count === 1 ? '1 account' : `${count.toLocaleString('en')} accounts`}
            </span>
          </span>
        </>
      ),
    }),
  );
  return (
    <Picker
      label="Find a provider"
      isOpen
      onClose={onClose}
      search={search}
      onSearch={setSearch}
      sections={[{ heading: 'Providers', entries }]}
    />
  );
};

const HostFilter = ({ view, onView, hosts }: Omit<FilterBarProps, 'counts'>) => {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <AriaButton
        className={view.host === undefined ? 'filter' : 'filter filter-on'}
        aria-haspopup="dialog"
        onPress={() => setIsOpen(true)}
      >
        {view.host === undefined ? (
          <>
            Provider <span className="filter-count faint">{hosts.size.toLocaleString('en')}</span>
          </>
        ) : (
          <bdi className="clip">{foreignText(view.host, 60)}</bdi>
        )}
        <ChevronDown size={13} aria-hidden="true" />
      </AriaButton>
      {isOpen && (
        <HostPicker
          hosts={hosts}
          onPick={(host) => onView({ host })}
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  );
};

/** What to look for, and how to arrange it. */
export const FilterBar = ({ view, onView, counts, hosts }: FilterBarProps) => {
  const input = useRef<HTMLInputElement>(null);
  useShortcut('search', () => input.current?.select());
  const chips = useMemo(
    () => CHIPS.filter(([name]) => counts[name] > 0 || view.filters.includes(name)),
    [counts, view.filters],
  );
  return (
    <div className="filter-bar row wrap gap-2 flex-none">
      <SearchBox
        label="Search all connections"
        value={view.search}
        onChange={(search) => onView({ search })}
        input={input}
      />
      {chips.map(([name, label]) => (
        <ToggleButton
          key={name}
          className="filter"
          isSelected={view.filters.includes(name)}
          onChange={() => onView({ filters: toggled(view.filters, name) })}
        >
          {label} <span className="filter-count faint">{counts[name].toLocaleString('en')}</span>
        </ToggleButton>
      ))}
      {hosts.size > 1 && <HostFilter view={view} onView={onView} hosts={hosts} />}
      {!isWhole(view) && (
        <IconButton icon={X} label="Clear search and filters" onPress={() => onView(WHOLE)} />
      )}
      {hosts.size > 1 && (
        <ToggleButton
          className="filter"
          isSelected={view.isGrouped}
          onChange={(isGrouped) => onView({ isGrouped })}
        >
          <Layers size={13} aria-hidden="true" />
          Group<span className="sr-only"> by provider</span>
        </ToggleButton>
      )}
    </div>
  );
};
