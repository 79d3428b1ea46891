import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, type RefObject } from 'react';
import type { ConnectionView } from '../../shared/ipc/view.ts';
import type { ConnectionId } from '../../shared/vocabulary/id.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Chip } from '../ui/chip.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { AccessCells } from './access-row.tsx';
import type { HomeView } from './home-view.ts';
import { linesOf, stopsOf, type Line } from './lines.ts';
import { MOST_TOLD, ScopeWords } from './scope-cell.tsx';
import { TableHead } from './table-head.tsx';
import { tableKeys } from './use-table-keys.ts';
import './access-table.css';

const ROW = 52;
const GROUP = 44;
const TOLD = 24;
const COLUMNS = 8;

const rowId = (id: string): string => `access-${id}`;

const heightOf = (line: Line | undefined): number => {
  if (line?.kind === 'group') return GROUP;
  if (line?.kind !== 'scopes') return ROW;
  const { length } = line.connection.grantedScope;
  return TOLD * Math.min(length, MOST_TOLD + 1) + TOLD;
};

const keyOf = (line: Line | undefined): string => {
  if (line === undefined) return '';
  return line.kind === 'group' ? `group ${line.host}` : `${line.kind} ${line.connection.id}`;
};

const Group = ({ line }: { readonly line: Extract<Line, { kind: 'group' }> }) => (
  <div role="gridcell" aria-colspan={COLUMNS} className="access-group-cell">
    <Avatar name={line.host} seed={line.host} />
    <Foreign text={line.host} className="access-group-host clip" />
    <span className="access-group-count">
      {line.count === 1 ? '1 account' : `${line.count.toLocaleString('en')} accounts`}
    </span>
    {line.inNeed > 0 && (
      <Chip tone="warn">{line.inNeed.toLocaleString('en')} to sign in again</Chip>
    )}
  </div>
);

interface AccessTableProps {
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
  });
  useEffect(() => virtualizer.measure(), [lines, virtualizer]);
  useEffect(() => {
    if (active >= 0) virtualizer.scrollToIndex(active, { align: 'auto' });
  }, [active, virtualizer]);
  return virtualizer;
};

interface LineRowProps extends Pick<AccessTableProps, 'now' | 'onOpen' | 'onMenu'> {
  readonly line: Line;
  readonly item: VirtualItem;
  readonly active: ConnectionId | undefined;
  readonly opened: ConnectionId | undefined;
  readonly onToggle: (connection: ConnectionView) => void;
}

const LineRow = ({ line, item, now, active, opened, onOpen, onMenu, onToggle }: LineRowProps) => {
  const place = {
    role: 'row',
    'aria-rowindex': item.index + 2,
    style: { height: item.size, transform: `translateY(${item.start}px)` },
  };
  if (line.kind === 'group') {
    return (
      <div {...place} className="access-line access-group">
        <Group line={line} />
      </div>
    );
  }
  const { connection } = line;
  if (line.kind === 'scopes') {
    return (
      <div {...place} className="access-line access-told">
        <div role="gridcell" aria-colspan={COLUMNS}>
          <ScopeWords connection={connection} />
        </div>
      </div>
    );
  }
  const isActive = connection.id === active;
  return (
    <div
      {...place}
      id={rowId(connection.id)}
      aria-selected={isActive}
      className="access-line access-row"
      onClick={() => onOpen(connection.id)}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(connection, event.currentTarget);
      }}
    >
      <AccessCells
        connection={connection}
        now={now}
        isActive={isActive}
        isOpened={connection.id === opened}
        onToggle={onToggle}
        onMenu={onMenu}
      />
    </div>
  );
};

/** Every connection as a line of one table. Arrows walk, Enter opens, Right tells the scopes. */
export const AccessTable = (props: AccessTableProps) => {
  const { connections, view, now, onView, onOpen, onMenu } = props;
  const { active, opened, isGrouped, sort } = view;
  const box = useRef<HTMLDivElement>(null);
  const lines = useMemo(
    () => linesOf(connections, isGrouped, opened),
    [connections, isGrouped, opened],
  );
  const stops = useMemo(() => stopsOf(lines), [lines]);
  const shown = useMemo(
    () =>
      stops.flatMap((index) => {
        const line = lines[index];
        return line?.kind === 'connection' ? [line.connection] : [];
      }),
    [lines, stops],
  );
  const from = shown.findIndex(({ id }) => id === active);
  const virtualizer = useLines(box, lines, stops[from] ?? -1);
  const items = virtualizer.getVirtualItems();
  const toggle = useCallback(
    ({ id }: ConnectionView) => onView({ opened: id === opened ? undefined : id, active: id }),
    [onView, opened],
  );
  const menuAt = (connection: ConnectionView) => {
    const row = document.getElementById(rowId(connection.id));
    if (row !== null) onMenu(connection, row.querySelector('.access-more') ?? row);
  };
  const keys = tableKeys({
    from,
    connections: shown,
    onActive: ({ id }) => onView({ active: id }),
    onOpen: ({ id }) => onOpen(id),
    onToggle: ({ id }, isOpened) => {
      if (isOpened || opened === id) onView({ opened: isOpened ? id : undefined });
    },
    onMenu: menuAt,
  });
  const isActiveDrawn = items.some(({ index }) => index === stops[from]);
  return (
    <div
      role="grid"
      aria-label="All access"
      aria-rowcount={lines.length + 1}
      aria-colcount={COLUMNS}
      tabIndex={0}
      className="access-table"
      onKeyDown={keys}
      {...(isActiveDrawn && active !== undefined ? { 'aria-activedescendant': rowId(active) } : {})}
    >
      <div role="rowgroup">
        <TableHead sort={sort} onSort={(next) => onView({ sort: next })} />
      </div>
      <div role="rowgroup" className="access-lines" ref={box}>
        <div role="presentation" style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const line = lines[item.index];
            return (
              line && (
                <LineRow
                  key={item.key}
                  {...{ line, item, now, active, opened, onOpen, onMenu }}
                  onToggle={toggle}
                />
              )
            );
          })}
        </div>
      </div>
    </div>
  );
};
