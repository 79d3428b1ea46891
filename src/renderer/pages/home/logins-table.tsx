import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, type RefObject } from 'react';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { ConnectionView } from '../../../contract/connection.ts';
import type { ConnectionId } from '../../../vocabulary/id.ts';
import { lineAfterKey } from '../../kit/list-keys.ts';
import type { HomeView } from './home-view.ts';
import {
  connectionsIn,
  drawnLines,
  tabStops,
  type Line,
  COLUMN_COUNT,
  LineRow,
  rowId,
} from './logins-row.tsx';
import { MOST_SHOWN } from './scope-cell.tsx';
import { COLUMNS, sortAfterClick, type Column, type Sort } from './sorting.ts';

/** What the keys do in the table. The focus stays on the table itself: its lines come and go. */
interface TableKeys {
  /** The place of the active line among the connections shown. */
  readonly from: number;
  readonly connections: readonly ConnectionView[];
  readonly onActive: (connection: ConnectionView) => void;
  readonly onOpen: (connection: ConnectionView) => void;
  readonly onToggle: (connection: ConnectionView, isOpened: boolean) => void;
  /** At the active line, wherever that is drawn. */
  readonly onMenu: (connection: ConnectionView) => void;
}

const actionOf = (
  { onOpen, onToggle, onMenu }: TableKeys,
  { key, shiftKey }: KeyboardEvent,
): ((connection: ConnectionView) => void) | undefined => {
  if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) return onMenu;
  if (key === 'Enter') return onOpen;
  if (key === 'ArrowRight') return (connection) => onToggle(connection, true);
  if (key === 'ArrowLeft') return (connection) => onToggle(connection, false);
  return undefined;
};

/** Key handler of the table; keys in a head or a button of it are theirs. */
const tableKeys =
  (keys: TableKeys) =>
  (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const { from, connections, onActive } = keys;
    const next = lineAfterKey(event.key, from, connections.length);
    const connection = connections[next ?? from];
    const action = next === undefined ? actionOf(keys, event) : onActive;
    if (connection === undefined || action === undefined) return;
    event.preventDefault();
    action(connection);
  };

const LABELS: Readonly<Record<Column, string>> = {
  name: 'Connection',
  host: 'Provider',
  standing: 'Standing',
  scopes: 'Scopes',
  token: 'Token',
  ends: 'Login ends',
  used: 'Last copied',
};

interface TableHeadProps {
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}

/** The heads of the columns; each sorts, and a second press turns the order. */
const TableHead = ({ sort, onSort }: TableHeadProps) => (
  <div role="row" aria-rowindex={1} className="logins-row logins-head">
    {COLUMNS.map((column) => {
      const isSorted = column === sort.column;
      const Arrow = sort.isDescending ? ArrowDown : ArrowUp;
      const direction = sort.isDescending ? 'descending' : 'ascending';
      return (
        <div
          key={column}
          role="columnheader"
          className={`logins-cell narrowable logins-${column}`}
          aria-sort={isSorted ? direction : 'none'}
        >
          <AriaButton className="logins-sort" onPress={() => onSort(sortAfterClick(sort, column))}>
            <span className="clip">{LABELS[column]}</span>
            {isSorted && <Arrow size={12} aria-hidden="true" />}
          </AriaButton>
        </div>
      );
    })}
    <div role="columnheader" className="logins-cell narrowable">
      <span className="sr-only">Actions</span>
    </div>
  </div>
);

const ROW = 52;
const GROUP = 44;
const SCOPE_LINE = 24;
const HEAD = 34;

const heightOf = (line: Line | undefined): number => {
  if (line?.kind === 'group') return GROUP;
  if (line?.kind !== 'scopes') return ROW;
  const { length } = line.connection.scopeMeanings;
  return SCOPE_LINE * Math.min(length, MOST_SHOWN + 1) + SCOPE_LINE / 2;
};

const keyOf = (line: Line | undefined): string => {
  if (line === undefined) return '';
  return line.kind === 'group' ? `group ${line.host}` : `${line.kind} ${line.connection.id}`;
};

interface LoginsTableProps {
  /** Those to show, in their order. */
  readonly connections: readonly ConnectionView[];
  readonly view: HomeView;
  readonly now: number;
  readonly onView: (change: Partial<HomeView>) => void;
  readonly onOpen: (id: ConnectionId) => void;
  readonly onMenu: (connection: ConnectionView, anchor: Element) => void;
}

/** The lines in view; the active one is brought there. */
const useLines = (
  box: RefObject<HTMLDivElement | null>,
  lines: readonly Line[],
  active: number,
) => {
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => heightOf(lines[index]),
    getItemKey: (index) => keyOf(lines[index]),
    overscan: 6,
    // The head lies over the lines that are scrolled under it.
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD,
  });
  useEffect(() => virtualizer.measure(), [lines, virtualizer]);
  useEffect(() => {
    if (active >= 0) virtualizer.scrollToIndex(active, { align: 'auto' });
  }, [active, virtualizer]);
  return virtualizer;
};

/** The lines, which of them are connections, and where among those the active one is. */
const useStops = (connections: readonly ConnectionView[], view: HomeView) => {
  const { active, opened, isGrouped } = view;
  const lines = useMemo(
    () => drawnLines(connections, isGrouped, opened),
    [connections, isGrouped, opened],
  );
  const stops = useMemo(() => tabStops(lines), [lines]);
  const shown = useMemo(() => connectionsIn(lines), [lines]);
  const from = useMemo(() => shown.findIndex(({ id }) => id === active), [shown, active]);
  return { lines, shown, from, activeLine: stops[from] ?? -1 };
};

const useTable = ({ connections, view, onView, onOpen, onMenu }: LoginsTableProps) => {
  const { opened } = view;
  const { lines, shown, from, activeLine } = useStops(connections, view);
  const toggle = useCallback(
    ({ id }: ConnectionView) => onView({ opened: id === opened ? undefined : id, active: id }),
    [onView, opened],
  );
  const keys = tableKeys({
    from,
    connections: shown,
    onActive: ({ id }) => onView({ active: id }),
    onOpen: ({ id }) => onOpen(id),
    onToggle: ({ id }, isOpened) => {
      if (isOpened || opened === id) onView({ opened: isOpened ? id : undefined });
    },
    onMenu: (connection) => {
      const row = document.getElementById(rowId(connection.id));
      if (row !== null) onMenu(connection, row.querySelector('.logins-more') ?? row);
    },
  });
  return { lines, activeLine, toggle, keys };
};

/** Every connection as a line of one table. Arrows walk, Enter opens, Right tells the scopes. */
export const LoginsTable = (props: LoginsTableProps) => {
  const { view, now, onView, onOpen, onMenu } = props;
  const { active, opened, isGrouped, sort } = view;
  const box = useRef<HTMLDivElement>(null);
  const { lines, activeLine, toggle, keys } = useTable(props);
  const virtualizer = useLines(box, lines, activeLine);
  const items = virtualizer.getVirtualItems();
  const isActiveDrawn = active !== undefined && items.some(({ index }) => index === activeLine);
  return (
    <div
      role="grid"
      aria-label="All access"
      aria-rowcount={lines.length + 1}
      aria-colcount={COLUMN_COUNT}
      tabIndex={0}
      className={isGrouped ? 'logins-table stack fill logins-grouped' : 'logins-table stack fill'}
      onKeyDown={keys}
      {...(isActiveDrawn ? { 'aria-activedescendant': rowId(active) } : {})}
    >
      <div role="presentation" className="logins-lines fill" ref={box}>
        <div role="rowgroup" className="logins-heads" style={{ height: HEAD }}>
          <TableHead sort={sort} onSort={(next) => onView({ sort: next })} />
        </div>
        <div role="rowgroup" className="logins-body" style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const { key, index, start, size } = item;
            const line = lines[index];
            const place = { index, top: start - HEAD, height: size };
            const rest = { now, active, opened, onOpen, onMenu, onToggle: toggle };
            return line && <LineRow key={key} line={line} {...place} {...rest} />;
          })}
        </div>
      </div>
    </div>
  );
};
