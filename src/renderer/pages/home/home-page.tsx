import { SearchX } from 'lucide-react';
import { useMemo } from 'react';
import type { ConnectionView } from '../../../contract/connection.ts';
import type { ConnectionId } from '../../../vocabulary/id.ts';
import { Button } from '../../kit/button.tsx';
import { Empty } from '../../kit/empty.tsx';
import { useFound } from '../../kit/use-found.ts';
import { useMinute } from '../../kit/use-now.ts';
import { LoginsTable } from './logins-table.tsx';
import { FilterBar, SummaryStrip } from './filter-bar.tsx';
import { countFilters, countHosts, narrowed, toggled } from './filters.ts';
import { WHOLE, type HomeView } from './home-view.ts';
import { sorted } from './sorting.ts';

interface HomePageProps {
  readonly connections: readonly ConnectionView[];
  readonly view: HomeView;
  readonly onView: (change: Partial<HomeView>) => void;
  /** How many findings wait to be looked at; undefined while that is not known. */
  readonly advice: number | undefined;
  readonly onAdvice: () => void;
  readonly onOpen: (id: ConnectionId) => void;
  readonly onMenu: (connection: ConnectionView, anchor: Element) => void;
}

/** Sorts first and searches after: a letter more only leaves lines out. */
const useShown = (
  connections: readonly ConnectionView[],
  view: HomeView,
  now: number,
): readonly ConnectionView[] => {
  const { search, filters, host, sort } = view;
  const inOrder = useMemo(() => sorted(connections, sort), [connections, sort]);
  const left = useMemo(
    () => narrowed(inOrder, { filters, host }, now),
    [inOrder, filters, host, now],
  );
  return useFound(left, search);
};

const countWords = (shown: number, all: number): string =>
  shown === all
    ? `${all.toLocaleString('en')} connection${all === 1 ? '' : 's'}`
    : `${shown.toLocaleString('en')} of ${all.toLocaleString('en')} shown`;

/** All access at a glance: who, where, what, and until when; soonest expiry first. */
export const HomePage = (props: HomePageProps) => {
  const { connections, view, onView, advice, onAdvice, onOpen, onMenu } = props;
  const now = useMinute();
  const counts = useMemo(() => countFilters(connections, now), [connections, now]);
  const hosts = useMemo(() => countHosts(connections), [connections]);
  const shown = useShown(connections, view, now);
  return (
    <div className="home">
      <header className="row baseline gap-3">
        <h1 className="page-title">Home</h1>
        <p className="faint" role="status">
          {countWords(shown.length, connections.length)}
        </p>
      </header>
      <SummaryStrip
        total={connections.length}
        counts={counts}
        advice={advice}
        filters={view.filters}
        onToggle={(name) => onView({ filters: toggled(view.filters, name) })}
        onWhole={() => onView(WHOLE)}
        onAdvice={onAdvice}
      />
      <FilterBar view={view} onView={onView} counts={counts} hosts={hosts} />
      {shown.length === 0 ? (
        <div className="home-nothing center fill panel">
          <Empty icon={SearchX} title="No connection matches">
            <p>No connection matches all words and filters.</p>
            <Button onPress={() => onView(WHOLE)}>Show all connections</Button>
          </Empty>
        </div>
      ) : (
        <LoginsTable {...{ connections: shown, view, now, onView, onOpen, onMenu }} />
      )}
    </div>
  );
};
