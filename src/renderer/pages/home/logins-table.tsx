import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, type RefObject } from 'react';
import type { ConnectionView } from '../../../contract/view.ts';
import type { ConnectionId } from '../../../vocabulary/id.ts';
import { COLUMN_COUNT, LineRow, rowId } from './logins-line.tsx';
import type { HomeView } from './home-view.ts';
import { connectionsIn, linesOf, stopsOf, type Line } from './lines.ts';
import { MOST_TOLD } from './scope-cell.tsx';
import { TableHead } from './table-head.tsx';
import { tableKeys } from './use-table-keys.ts';
import './logins-table.css';

const ROW = 52;
const GROUP = 44;
const TOLD = 24;
const HEAD = 34;

const heightOf = (line: Line | undefined): number => {
  if (line?.kind === 'group') return GROUP;
  if (line?.kind !== 'scopes') return ROW;
  const { length } = line.connection.scopeMeanings;
  return TOLD * Math.min(length, MOST_TOLD + 1) + TOLD / 2;
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
    () => linesOf(connections, isGrouped, opened),
    [connections, isGrouped, opened],
  );
  const stops = useMemo(() => stopsOf(lines), [lines]);
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
      className={isGrouped ? 'logins-table logins-grouped' : 'logins-table'}
      onKeyDown={keys}
      {...(isActiveDrawn ? { 'aria-activedescendant': rowId(active) } : {})}
    >
      <div role="presentation" className="logins-lines" ref={box}>
        <div role="rowgroup" className="logins-heads" style={{ height: HEAD }}>
          <TableHead sort={sort} onSort={(next) => onView({ sort: next })} />
        </div>
        <div role="rowgroup" className="logins-body" style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const line = lines[item.index];
            const rest = { item, head: HEAD, now, active, opened, onOpen, onMenu };
            return line && <LineRow key={item.key} line={line} {...rest} onToggle={toggle} />;
          })}
        </div>
      </div>
    </div>
  );
};
