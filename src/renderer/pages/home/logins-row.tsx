import { MoreHorizontal } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { ConnectionView } from '../../../contract/connection.ts';
import type { ConnectionId } from '../../../vocabulary/id.ts';
import { Avatar } from '../../kit/avatar.tsx';
import { Dot, Chip } from '../../kit/chip.tsx';
import { ExpiryBadge } from '../../kit/expiry-badge.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { needsAttention, identityOf } from '../../kit/words/connection-words.ts';
import { isRevokedHere, standingWords } from '../../kit/words/standing-words.ts';
import { agoWords, momentWords, shortWords } from '../../kit/words/time-words.ts';
import { isEnding } from './filters.ts';
import { ScopeCell, ScopeWords } from './scope-cell.tsx';
import { type Column, COLUMNS } from './sorting.ts';

/** One line of the table. */
export type Line =
  | {
      readonly kind: 'group';
      readonly host: string;
      readonly count: number;
      readonly inNeed: number;
    }
  | { readonly kind: 'connection'; readonly connection: ConnectionView }
  /** What the connection above may do, in words. */
  | { readonly kind: 'scopes'; readonly connection: ConnectionView };

/** Lines of one provider together, the providers in the order of their first connection. */
const grouped = (connections: readonly ConnectionView[]): readonly Line[] => {
  const hosts = new Map<string, ConnectionView[]>();
  for (const connection of connections) {
    const known = hosts.get(connection.host);
    if (known === undefined) hosts.set(connection.host, [connection]);
    else known.push(connection);
  }
  return [...hosts].flatMap(([host, members]): Line[] => [
    { kind: 'group', host, count: members.length, inNeed: members.filter(needsAttention).length },
    ...members.map((connection) => ({ kind: 'connection', connection }) as const),
  ]);
};

/** The table's lines; `opened` has its scopes listed below it. */
export const drawnLines = (
  connections: readonly ConnectionView[],
  isGrouped: boolean,
  opened: ConnectionId | undefined,
): readonly Line[] => {
  const lines: readonly Line[] = isGrouped
    ? grouped(connections)
    : connections.map((connection) => ({ kind: 'connection', connection }));
  const at =
    opened === undefined
      ? -1
      : lines.findIndex((line) => line.kind === 'connection' && line.connection.id === opened);
  const line = lines[at];
  return line?.kind === 'connection'
    ? lines.toSpliced(at + 1, 0, { kind: 'scopes', connection: line.connection })
    : lines;
};

/** The numbers of the lines that are connections: those the arrow keys walk. */
export const tabStops = (lines: readonly Line[]): readonly number[] =>
  lines.flatMap(({ kind }, index) => (kind === 'connection' ? [index] : []));

/** The connections among the lines, in the order of `tabStops`. */
export const connectionsIn = (lines: readonly Line[]): readonly ConnectionView[] =>
  lines.flatMap((line) => (line.kind === 'connection' ? [line.connection] : []));

const Nothing = ({ words }: { readonly words: string }) => (
  <span className="faint" title={words}>
    <span aria-hidden="true">–</span>
    <span className="sr-only">{words}</span>
  </span>
);

/** Where there is no room for a column of standings: the dot beside the name. */
const StandingBeside = ({ connection }: { readonly connection: ConnectionView }) => {
  const { tone, short } = standingWords(connection.standing);
  return (
    <span className="logins-standing-beside" title={short}>
      <Dot tone={tone} />
      <span className="sr-only">{short}</span>
    </span>
  );
};

/** How a standing looks: what is well does not stand out. */
const TONES = { good: 'soft', idle: 'soft', warn: 'warn medium', bad: 'bad medium' } as const;

/** And what is not well, in words below it. */
const StandingBelow = ({ connection }: { readonly connection: ConnectionView }) => {
  const { standing } = connection;
  if (standing.kind === 'active') return null;
  const { tone, short } = standingWords(standing);
  return <span className={`logins-standing-below ${TONES[tone]}`}>{short}</span>;
};

const Who = ({ connection }: { readonly connection: ConnectionView }) => {
  const identity = identityOf(connection);
  return (
    <>
      <Avatar name={connection.label} seed={connection.id} />
      <span className="logins-words stack fill">
        <Foreign text={connection.label} className="medium clip" />
        <span className="logins-where row stretch note">
          <StandingBelow connection={connection} />
          {identity !== undefined && <Foreign text={identity} className="logins-identity clip" />}
          <Foreign text={connection.host} className="logins-host-below clip" />
        </span>
      </span>
      <StandingBeside connection={connection} />
    </>
  );
};

interface TimesProps {
  readonly connection: ConnectionView;
  /** Milliseconds, at the minute. */
  readonly now: number;
}

const Ends = ({ connection, now }: TimesProps) => {
  const { expiry, standing } = connection;
  if (standing.kind === 'sign-in-required') {
    const word = isRevokedHere(standing) ? 'revoked' : 'ended';
    return <span title={momentWords(standing.since)}>{word}</span>;
  }
  if (expiry === undefined) return <Nothing words="Not known" />;
  const left = expiry.at - now;
  return (
    <span className={isEnding(connection, now) ? 'warn medium' : ''} title={momentWords(expiry.at)}>
      {left <= 0 ? 'overdue' : `in ${shortWords(left)}`}
    </span>
  );
};

const Used = ({ connection: { lastUsedAt }, now }: TimesProps) =>
  lastUsedAt === undefined ? (
    <span className="faint">never</span>
  ) : (
    <span title={momentWords(lastUsedAt)}>{agoWords(lastUsedAt, now)}</span>
  );

interface LoginsRowProps extends TimesProps {
  readonly isActive: boolean;
  readonly isOpened: boolean;
  readonly onToggle: (connection: ConnectionView) => void;
  readonly onMenu: (connection: ConnectionView, anchor: Element) => void;
}

const More = ({
  connection,
  isActive,
  onMenu,
}: Omit<LoginsRowProps, 'now' | 'isOpened' | 'onToggle'>) => (
  <button
    type="button"
    className="logins-more center faint"
    tabIndex={isActive ? 0 : -1}
    aria-haspopup="menu"
    aria-label="What to do with this connection"
    onClick={(event) => {
      event.stopPropagation();
      onMenu(connection, event.currentTarget);
    }}
  >
    <MoreHorizontal size={16} aria-hidden="true" />
  </button>
);

const Token = ({ connection: { standing, token } }: { readonly connection: ConnectionView }) =>
  standing.kind === 'active' && token !== undefined ? (
    <ExpiryBadge token={token} />
  ) : (
    <Nothing words="No token at the moment" />
  );

interface CellShape {
  readonly className: (connection: ConnectionView) => string;
  readonly Content: (props: LoginsRowProps) => ReactNode;
}

const standingText = ({ standing }: ConnectionView) => standingWords(standing);

/** The cell of each column: who, where, whether it works, what it may do, and until when. */
const CELLS: Readonly<Record<Column, CellShape>> = {
  name: { className: () => 'logins-name', Content: Who },
  host: {
    className: () => 'logins-host',
    Content: ({ connection }) => <Foreign text={connection.host} />,
  },
  standing: {
    className: (connection) => `logins-standing ${TONES[standingText(connection).tone]}`,
    Content: ({ connection }) => {
      const { tone, sentence, short } = standingText(connection);
      return (
        <>
          <Dot tone={tone} />
          <span className="clip" title={sentence}>
            {short}
          </span>
        </>
      );
    },
  },
  scopes: {
    className: () => 'tabular logins-scopes',
    Content: ({ connection, isOpened, onToggle }) => (
      <ScopeCell
        connection={connection}
        isOpened={isOpened}
        onToggle={() => onToggle(connection)}
      />
    ),
  },
  token: { className: () => 'tabular', Content: Token },
  ends: { className: () => 'tabular logins-ends', Content: Ends },
  used: { className: () => 'tabular logins-used', Content: Used },
};

const LoginsCells = memo((props: LoginsRowProps) => (
  <>
    {COLUMNS.map((column) => {
      const { className, Content } = CELLS[column];
      return (
        <div
          key={column}
          role={column === 'name' ? 'rowheader' : 'gridcell'}
          className={`logins-cell narrowable ${className(props.connection)}`}
        >
          <Content {...props} />
        </div>
      );
    })}
    <div role="gridcell" className="logins-cell narrowable">
      <More {...props} />
    </div>
  </>
));

/** Those that sort, and that of the menus. */
export const COLUMN_COUNT = COLUMNS.length + 1;

/** The element of a connection's line. */
export const rowId = (id: string): string => `logins-${id}`;

const Group = ({ line }: { readonly line: Extract<Line, { kind: 'group' }> }) => (
  <div role="gridcell" aria-colspan={COLUMN_COUNT} className="logins-group-cell row gap-3">
    <Avatar name={line.host} seed={line.host} />
    <Foreign text={line.host} className="bold clip" />
    <span className="flex-none faint">
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
  /** Its place among all lines, from zero. */
  readonly index: number;
  /** Pixels below the first line. */
  readonly top: number;
  /** Pixels. */
  readonly height: number;
  readonly active: ConnectionId | undefined;
  readonly opened: ConnectionId | undefined;
  readonly onToggle: (connection: ConnectionView) => void;
}

/**
 * One line of the table: a provider, a connection, or what a connection may do. Kept while it is scrolled:
 * each turn of the wheel adds a few lines, and would draw all again.
 */
export const LineRow = memo((props: LineRowProps) => {
  const { line, index, top, height, now, active, opened, onOpen, onMenu, onToggle } = props;
  const place = {
    role: 'row',
    'aria-rowindex': index + 2,
    style: { height, transform: `translateY(${top}px)` },
  };
  if (line.kind === 'group') {
    return (
      <div {...place} className="logins-line full-width logins-group">
        <Group line={line} />
      </div>
    );
  }
  const { connection } = line;
  if (line.kind === 'scopes') {
    return (
      <div {...place} className="logins-line full-width logins-scopes-below">
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
      className="logins-line full-width logins-row"
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
});
