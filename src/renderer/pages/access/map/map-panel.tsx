import { Grid3x3, SearchX, ShieldQuestion } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import type { ConnectionView } from '../../../../contract/connection.ts';
import type { ConnectionId } from '../../../../vocabulary/id.ts';
import { useQuery } from '../../../bridge/use-query.ts';
import { searchText } from '../../../kit/words/connection-words.ts';
import { isFound, searchWords } from '../../../kit/words/find.ts';
import { Empty } from '../../../kit/empty.tsx';
import { FailureNotice } from '../../../kit/failure-notice.tsx';
import { SearchBox } from '../../../kit/search-box.tsx';
import { Segments } from '../../../kit/segments.tsx';
import { Toggle } from '../../../kit/toggle.tsx';
import { useNow } from '../../../kit/use-now.ts';
import { accountPlan, appPlan } from './plans.ts';
import { buildGrid, groupsOf, type Grid, type GridRow, lastHandOuts } from './grid.ts';
import { MapLegend } from './map-legend.tsx';
import { MapTable } from './map-table.tsx';
import { Matrix } from './matrix.tsx';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** So many logins are worth a search. */
const WORTH_SEARCH = 12;

const VIEWS = [
  { value: 'accounts', label: 'Accounts × scopes' },
  { value: 'apps', label: 'Apps × resources' },
] as const;
type MapView = (typeof VIEWS)[number]['value'];

const WORDS: Readonly<
  Record<MapView, { readonly label: string; readonly heads: readonly [string, string] }>
> = {
  accounts: { label: 'What each account may do', heads: ['Account', 'May'] },
  apps: { label: 'Which app has access where', heads: ['App', 'Resource'] },
};

const PLANS = { accounts: accountPlan, apps: appPlan } as const;

/** The logins whose words match; all of them where nothing is searched for. */
const useFound = (connections: readonly ConnectionView[], search: string) => {
  const wanted = useDeferredValue(search);
  const indexed = useMemo(
    () => connections.map((connection) => ({ connection, text: searchText(connection) })),
    [connections],
  );
  return useMemo(() => {
    const words = searchWords(wanted);
    return indexed.filter(({ text }) => isFound(text, words)).map(({ connection }) => connection);
  }, [indexed, wanted]);
};

const hasAsked = ({ rows }: Grid): boolean =>
  rows.some(({ cells }) => [...cells.values()].some(({ granted }) => granted === 0));

/** The grid of one view, and what opens or closes its groups. */
const useGrid = (connections: readonly ConnectionView[], view: MapView, now: number) => {
  const ledger = useQuery('ledger.list', {}, ['ledger.changed']);
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const hour = Math.floor(now / HOUR) * HOUR;
  const lastHandOut = useMemo(() => lastHandOuts(ledger.value ?? [], hour), [ledger.value, hour]);
  const groups = useMemo(
    () => groupsOf(PLANS[view](connections, lastHandOut), connections),
    [view, connections, lastHandOut],
  );
  const grid = useMemo(() => buildGrid(groups, toggled), [groups, toggled]);
  const toggle = (name: string) =>
    setToggled((old) => {
      const next = new Set(old);
      if (!next.delete(name)) next.add(name);
      return next;
    });
  return { grid, toggle, ledger };
};

interface PictureProps {
  readonly view: MapView;
  readonly grid: Grid;
  readonly isTable: boolean;
  readonly now: number;
  readonly onAction: (row: GridRow) => void;
}

const Picture = ({ view, grid, isTable, now, onAction }: PictureProps) => {
  const { label, heads } = WORDS[view];
  if (grid.rows.length === 0) return <Empty icon={SearchX} title="Nothing found" />;
  if (grid.columns.length === 0) {
    return <Empty icon={ShieldQuestion} title="The servers named no scopes" />;
  }
  if (isTable) {
    return <MapTable grid={grid} label={label} heads={heads} now={now} onAction={onAction} />;
  }
  return (
    <div>
      <Matrix
        key={view}
        grid={grid}
        label={label}
        corner={heads[0]}
        now={now}
        onAction={onAction}
      />
      <MapLegend hasHollow={hasAsked(grid)} />
    </div>
  );
};

interface MapPanelProps {
  readonly connections: readonly ConnectionView[];
  readonly onShow: (id: ConnectionId) => void;
}

/** Who may do what, as a picture or as a table. */
export const MapPanel = ({ connections, onShow }: MapPanelProps) => {
  const now = Math.floor(useNow() / MINUTE) * MINUTE;
  const [view, setView] = useState<MapView>('accounts');
  const [isTable, setIsTable] = useState(false);
  const [search, setSearch] = useState('');
  const found = useFound(connections, search);
  const { grid, toggle, ledger } = useGrid(found, view, now);
  if (connections.length === 0) {
    return (
      <Empty icon={Grid3x3} title="No logins yet">
        Once you have signed in somewhere, this shows who may do what.
      </Empty>
    );
  }
  return (
    <>
      <div className="access-tools row wrap gap-3">
        <Segments label="Show" segments={VIEWS} value={view} onChange={setView} />
        {connections.length > WORTH_SEARCH && (
          <SearchBox label="Search the map" value={search} onChange={setSearch} />
        )}
        <span className="access-space" />
        <Toggle label="Show as table" isSelected={isTable} onChange={setIsTable} />
      </div>
      {ledger.failure !== undefined && (
        <FailureNotice failure={ledger.failure} actions={{ retry: ledger.askAgain }} />
      )}
      <Picture
        view={view}
        grid={grid}
        isTable={isTable}
        now={now}
        onAction={(row) => (row.kind === 'group' ? toggle(row.label) : onShow(row.id))}
      />
    </>
  );
};
