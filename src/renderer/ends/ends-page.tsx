import { CalendarClock } from 'lucide-react';
import { useMemo } from 'react';
import type { ConnectionView } from '../../shared/ipc/view.ts';
import type { ConnectionId } from '../../shared/vocabulary/id.ts';
import { Empty } from '../ui/empty.tsx';
import { Page } from '../ui/page.tsx';
import { useNow } from '../ui/use-now.ts';
import { END_GROUP_WORDS, groupByEnd, type EndGroup } from './end-groups.ts';
import { EndsTable } from './ends-table.tsx';
import { timelineOf } from './timeline.ts';
import { TimelinePicture } from './timeline-picture.tsx';

const COLUMNS = 48;
const MINUTE = 60_000;

interface EndsPageProps {
  readonly connections: readonly ConnectionView[];
  readonly onShow: (id: ConnectionId) => void;
  readonly onSignInAgain: (id: ConnectionId) => void;
}

const labelOf = (groups: readonly EndGroup[]): string =>
  groups
    .map(({ name, connections }) => `${END_GROUP_WORDS[name]}: ${connections.length}`)
    .join('. ');

/** The calendar of logins: which end when, if nobody does anything. */
export const EndsPage = ({ connections, onShow, onSignInAgain }: EndsPageProps) => {
  const now = Math.floor(useNow() / MINUTE) * MINUTE;
  const groups = useMemo(() => groupByEnd(connections, now), [connections, now]);
  const columns = useMemo(() => timelineOf(connections, now, COLUMNS), [connections, now]);
  return (
    <Page title="Login ends" lead="When each login ends if nobody does anything.">
      {connections.length === 0 ? (
        <Empty icon={CalendarClock} title="No logins yet" />
      ) : (
        <section className="card" aria-label="Calendar">
          {columns.length > 0 && <TimelinePicture columns={columns} label={labelOf(groups)} />}
          <EndsTable groups={groups} now={now} onShow={onShow} onSignInAgain={onSignInAgain} />
        </section>
      )}
    </Page>
  );
};
