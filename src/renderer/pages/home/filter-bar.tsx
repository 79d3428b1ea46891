import {
  CalendarClock,
  ChevronDown,
  KeyRound,
  Layers,
  Lightbulb,
  LogIn,
  type LucideIcon,
  TriangleAlert,
  X,
} from 'lucide-react';
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
import { type FilterName, toggled } from './filters.ts';
import { type HomeView, isWhole, WHOLE } from './home-view.ts';

type TileName = Extract<FilterName, 'attention' | 'ending' | 'high-risk'>;

const TILES: Readonly<
  Record<
    TileName,
    {
      readonly icon: LucideIcon;
      readonly label: string;
      readonly hint?: string;
      readonly tone: string;
    }
  >
> = {
  attention: { icon: LogIn, label: 'Sign in again', tone: 'warn' },
  ending: { icon: CalendarClock, label: 'Ending soon', hint: 'Within 7 days', tone: 'warn' },
  'high-risk': { icon: TriangleAlert, label: 'High risk', tone: 'bad' },
};
const TILE_NAMES = Object.keys(TILES) as readonly TileName[];

const Words = ({
  icon: Icon,
  label,
  hint,
  count,
}: {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly hint?: string | undefined;
  /** Undefined while it is not known. */
  readonly count: number | undefined;
}) => (
  <>
    <span className="tile-count bold tabular">
      {count === undefined ? '–' : count.toLocaleString('en')}
    </span>
    <span className="tile-label row gap-1 soft small" title={hint}>
      <Icon size={13} aria-hidden="true" />
      <span className="clip">{label}</span>
    </span>
  </>
);

interface SummaryStripProps {
  readonly total: number;
  readonly counts: Readonly<Record<FilterName, number>>;
  /** How many findings there are to look at. */
  readonly advice: number | undefined;
  readonly filters: readonly FilterName[];
  readonly onToggle: (filter: FilterName) => void;
  readonly onWhole: () => void;
  readonly onAdvice: () => void;
}

/** Where things stand, in five numbers; each leads to what it counts. */
export const SummaryStrip = (props: SummaryStripProps) => {
  const { total, counts, advice, filters, onToggle, onWhole, onAdvice } = props;
  return (
    <div className="tiles gap-2 flex-none" role="group" aria-label="Summary">
      <AriaButton className="tile" onPress={onWhole}>
        <Words icon={KeyRound} label={total === 1 ? 'Connection' : 'Connections'} count={total} />
      </AriaButton>
      {TILE_NAMES.map((name) => {
        const { icon, label, hint, tone } = TILES[name];
        const count = counts[name];
        return (
          <ToggleButton
            key={name}
            className={`tile ${count > 0 ? `tone-${tone}` : 'tile-none'}`}
            isSelected={filters.includes(name)}
            isDisabled={count === 0 && !filters.includes(name)}
            onChange={() => onToggle(name)}
          >
            <Words icon={icon} label={label} hint={hint} count={count} />
          </ToggleButton>
        );
      })}
      <AriaButton
        className={`tile ${advice === undefined || advice === 0 ? 'tile-none' : 'tone-accent'}`}
        onPress={onAdvice}
      >
        <Words icon={Lightbulb} label="Advice" count={advice} />
      </AriaButton>
    </div>
  );
};

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
