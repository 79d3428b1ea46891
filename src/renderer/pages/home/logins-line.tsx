import type { VirtualItem } from '@tanstack/react-virtual';
import type { ConnectionView } from '../../../contract/view.ts';
import type { ConnectionId } from '../../../vocabulary/id.ts';
import { Avatar } from '../../kit/avatar.tsx';
import { Chip } from '../../kit/chip.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { LoginsCells } from './logins-row.tsx';
import type { Line } from './lines.ts';
import { ScopeWords } from './scope-cell.tsx';
import { COLUMNS } from './sorting.ts';

/** Those that sort, and that of the menus. */
export const COLUMN_COUNT = COLUMNS.length + 1;

/** The element of a connection's line. */
export const rowId = (id: string): string => `logins-${id}`;

const Group = ({ line }: { readonly line: Extract<Line, { kind: 'group' }> }) => (
  <div role="gridcell" aria-colspan={COLUMN_COUNT} className="logins-group-cell">
    <Avatar name={line.host} seed={line.host} />
    <Foreign text={line.host} className="logins-group-host clip" />
    <span className="logins-group-count">
      {line.count === 1 ? '1 account' : `${line.count.toLocaleString('en')} accounts`}
    </span>
    {line.inNeed > 0 && (
      <Chip tone="warn">
        {line.inNeed.toLocaleString('en')} {line.inNeed === 1 ? 'needs' : 'need'} you
      </Chip>
    )}
  </div>
);

interface LineRowProps {
  /** Milliseconds, at the minute. */
  readonly now: number;
  readonly onOpen: (id: ConnectionId) => void;
  readonly onMenu: (connection: ConnectionView, anchor: Element) => void;
  readonly line: Line;
  readonly item: VirtualItem;
  /** Pixels that the table's own head takes above the first line. */
  readonly head: number;
  readonly active: ConnectionId | undefined;
  readonly opened: ConnectionId | undefined;
  readonly onToggle: (connection: ConnectionView) => void;
}

/** One line of the table: a provider, a connection, or what a connection may do. */
export const LineRow = (props: LineRowProps) => {
  const { line, item, head, now, active, opened, onOpen, onMenu, onToggle } = props;
  const place = {
    role: 'row',
    'aria-rowindex': item.index + 2,
    style: { height: item.size, transform: `translateY(${item.start - head}px)` },
  };
  if (line.kind === 'group') {
    return (
      <div {...place} className="logins-line logins-group">
        <Group line={line} />
      </div>
    );
  }
  const { connection } = line;
  if (line.kind === 'scopes') {
    return (
      <div {...place} className="logins-line logins-told">
        <div role="gridcell" aria-colspan={COLUMN_COUNT}>
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
      className="logins-line logins-row"
      onClick={() => onOpen(connection.id)}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(connection, event.currentTarget);
      }}
    >
      <LoginsCells
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
