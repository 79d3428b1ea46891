import { CalendarClock, CalendarDays, List } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ConnectionView } from '../../../../contract/connection.ts';
import type { ConnectionId } from '../../../../vocabulary/id.ts';
import { Empty } from '../../../kit/empty.tsx';
import { Segments } from '../../../kit/segments.tsx';
import { useNow } from '../../../kit/use-now.ts';
import { EXPIRY_GROUP_WORDS, groupByExpiry, type ExpiryGroup } from '../../../kit/expiry-groups.ts';
import { ExpiryTable } from './expiry-table.tsx';
import { MonthCalendar } from './month-calendar.tsx';
import { expiryColumns } from './columns.ts';
import { ExpiryPicture } from './expiry-picture.tsx';

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
