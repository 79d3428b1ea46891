import { CalendarClock, CalendarDays, List } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ConnectionView } from '../../../../contract/connection.ts';
import type { ConnectionId } from '../../../../vocabulary/id.ts';
import { Empty } from '../../../kit/empty.tsx';
import { Segments } from '../../../kit/segments.tsx';
import { useNow } from '../../../kit/use-now.ts';
import { EXPIRY_GROUP_WORDS, type ExpiryGroup, groupByExpiry } from '../../../kit/expiry-groups.ts';
import { ExpiryTable } from './expiry-table.tsx';
import { MonthCalendar } from './month-calendar.tsx';
import { apart, EXPIRY_TICKS, type ExpiryColumn, expiryColumns } from './columns.ts';
import { EXPIRY_TONES } from '../../../kit/expiry-icons.ts';
import { percent, TickLines, TickWords } from '../../../kit/time-axis.tsx';

/** The picture is never narrower, in pixels. */
const NARROWEST = 400;
/** Below the line: the ticks and their words. */
const FOOT = 24;
const DOT = 5;
const STEP = 12;
const MOST_DOTS = 5;

/** Numbers closer together than this would run into each other. */
const BETWEEN_NUMBERS = 32;

const Dots = ({ at, count }: ExpiryColumn) =>
  Array.from({ length: count }, (_, dot) => (
    <circle key={dot} cx={percent(at)} cy={-10 - dot * STEP} r={DOT} />
  ));

const Bar = ({ at, height }: { readonly at: number; readonly height: number }) => (
  <rect
    x={percent(at)}
    y={-1 - height}
    width={2 * DOT}
    height={height}
    rx={2}
    transform={`translate(${-DOT})`}
  />
);

const Columns = ({ columns }: { readonly columns: readonly ExpiryColumn[] }) => {
  const most = tallestColumn(columns);
  const numbered = apart(columns, BETWEEN_NUMBERS / NARROWEST);
  return columns.map((column) => {
    const { at, part, count } = column;
    const height = Math.max(3, (count / most) * MOST_DOTS * STEP);
    return (
      <g key={at} className={EXPIRY_TONES[part]}>
        {most <= MOST_DOTS ? <Dots {...column} /> : <Bar at={at} height={height} />}
        {most > MOST_DOTS && numbered.has(column) && (
          <text x={percent(at)} y={-6 - height} textAnchor="middle">
            {count.toLocaleString('en')}
          </text>
        )}
      </g>
    );
  });
};

const tallestColumn = (columns: readonly ExpiryColumn[]): number =>
  Math.max(1, ...columns.map(({ count }) => count));

/** As high as the highest column, and its number, need. */
const heightOf = (columns: readonly ExpiryColumn[]): number => {
  const most = tallestColumn(columns);
  return Math.min(most, MOST_DOTS) * STEP + (most > MOST_DOTS ? 24 : 10);
};

/** When logins end, as dots on a line, or as bars where they are many; the table below says the same in words. */
const ExpiryPicture = ({
  columns,
  label,
}: {
  readonly columns: readonly ExpiryColumn[];
  readonly label: string;
}) => (
  <svg
    className="expiry-picture figures"
    width="100%"
    height={heightOf(columns) + FOOT}
    role="img"
    aria-label={label}
  >
    <svg y={heightOf(columns)} overflow="visible">
      <line className="expiry-axis" x1={0} x2="100%" y1={0} y2={0} />
      <g className="expiry-tick">
        <TickLines ticks={EXPIRY_TICKS} y1={-4} y2={4} />
        <TickWords ticks={EXPIRY_TICKS} y={18} />
      </g>
      <Columns columns={columns} />
    </svg>
  </svg>
);

const COLUMNS = 48;
const MINUTE = 60_000;

interface ExpiryPanelProps {
  readonly connections: readonly ConnectionView[];
  readonly onShow: (id: ConnectionId) => void;
  readonly onSignInAgain: (id: ConnectionId) => void;
}

const labelOf = (groups: readonly ExpiryGroup[]): string =>
  groups
    .map(({ name, connections }) => `${EXPIRY_GROUP_WORDS[name]}: ${connections.length}`)
    .join('. ');

const VIEWS = [
  { value: 'list', label: 'List', icon: List },
  { value: 'month', label: 'Month', icon: CalendarDays },
] as const;

/** When each login ends if nobody does anything: as a list, or a month at a time. */
export const ExpiryPanel = ({ connections, onShow, onSignInAgain }: ExpiryPanelProps) => {
  const [view, setView] = useState<'list' | 'month'>('list');
  const now = Math.floor(useNow() / MINUTE) * MINUTE;
  const groups = useMemo(() => groupByExpiry(connections, now), [connections, now]);
  const columns = useMemo(() => expiryColumns(connections, now, COLUMNS), [connections, now]);
  const context = { now, onShow, onSignInAgain };
  if (connections.length === 0) return <Empty icon={CalendarClock} title="No logins yet" />;
  return (
    <>
      <div className="access-tools row wrap gap-3">
        <Segments label="Show as" segments={VIEWS} value={view} onChange={setView} />
      </div>
      <section className="card" aria-label="Calendar">
        {view === 'month' ? (
          <MonthCalendar connections={connections} {...context} />
        ) : (
          <>
            {columns.length > 0 && <ExpiryPicture columns={columns} label={labelOf(groups)} />}
            <ExpiryTable groups={groups} {...context} />
          </>
        )}
      </section>
    </>
  );
};
