import { CalendarClock, CircleCheck, CircleHelp, LogIn, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { ConnectionView } from '../../shared/ipc/view.ts';
import type { ConnectionId } from '../../shared/vocabulary/id.ts';
import { FAILURE_TEXT } from '../text/failure-text.ts';
import { momentWords } from '../text/time-words.ts';
import { Button } from '../ui/button.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { dayWords, END_REASONS, END_SOURCES, endWords, unknownEndWords } from './end-words.ts';
import { END_GROUP_WORDS, type EndGroup } from './end-groups.ts';
import './ends-table.css';

const ICONS = {
  overdue: TriangleAlert,
  week: CalendarClock,
  month: CalendarClock,
  later: CircleCheck,
  unknown: CircleHelp,
} as const;

/** How many lines a group shows before it is asked for more. */
const FEW = 50;

interface RowProps {
  readonly connection: ConnectionView;
  readonly now: number;
  readonly onShow: (id: ConnectionId) => void;
  readonly onSignInAgain: (id: ConnectionId) => void;
}

const When = ({ connection, now }: Pick<RowProps, 'connection' | 'now'>) => {
  const { death, standing } = connection;
  if (standing.kind === 'sign-in-required') {
    return (
      <>
        <p title={momentWords(standing.since)}>Ended {dayWords(standing.since)}</p>
        <p className="ends-note">{FAILURE_TEXT[standing.because].sentence}</p>
      </>
    );
  }
  if (death === undefined) return <p className="ends-note">{unknownEndWords(connection)}</p>;
  return (
    <>
      <p>
        <time dateTime={new Date(death.at).toISOString()} title={momentWords(death.at)}>
          {endWords(death, now).sentence}
        </time>
      </p>
      <p className="ends-note" title={END_REASONS[death.because]}>
        {dayWords(death.at)} · {END_SOURCES[death.source]}
      </p>
    </>
  );
};

const Row = ({ connection, now, onShow, onSignInAgain }: RowProps) => (
  <tr>
    <th scope="row" className="ends-login">
      <button type="button" className="ends-name" onClick={() => onShow(connection.id)}>
        <Foreign text={connection.label} />
      </button>
      <Foreign text={connection.host} className="ends-note clip" />
    </th>
    <td>
      <When connection={connection} now={now} />
    </td>
    <td className="ends-act">
      <Button icon={LogIn} onPress={() => onSignInAgain(connection.id)}>
        Sign in again<span className="sr-only">: {connection.host}</span>
      </Button>
    </td>
  </tr>
);

interface GroupProps extends Omit<RowProps, 'connection'> {
  readonly group: EndGroup;
}

const Group = ({ group, ...rest }: GroupProps) => {
  const [shown, setShown] = useState(FEW);
  const Icon = ICONS[group.name];
  const left = group.connections.length - shown;
  return (
    <tbody>
      <tr className={`ends-group ends-${group.name}`}>
        <th scope="rowgroup" colSpan={3}>
          <span className="ends-group-words">
            <Icon size={15} aria-hidden="true" />
            {END_GROUP_WORDS[group.name]}
            <span className="ends-count">{group.connections.length.toLocaleString('en')}</span>
          </span>
        </th>
      </tr>
      {group.connections.slice(0, shown).map((connection) => (
        <Row key={connection.id} connection={connection} {...rest} />
      ))}
      {left > 0 && (
        <tr>
          <td colSpan={3}>
            <Button kind="quiet" onPress={() => setShown(shown + FEW)}>
              Show more ({left.toLocaleString('en')} left)
            </Button>
          </td>
        </tr>
      )}
    </tbody>
  );
};

interface EndsTableProps extends Omit<GroupProps, 'group'> {
  readonly groups: readonly EndGroup[];
}

/** Every login by when it ends, with the one thing that helps. */
export const EndsTable = ({ groups, ...rest }: EndsTableProps) => (
  <table className="ends-table" aria-label="Login ends">
    <colgroup>
      <col className="ends-login" />
      <col />
      <col className="ends-act" />
    </colgroup>
    <thead className="sr-only">
      <tr>
        <th scope="col">Login</th>
        <th scope="col">Ends</th>
        <th scope="col">What helps</th>
      </tr>
    </thead>
    {groups.map((group) => (
      <Group key={group.name} group={group} {...rest} />
    ))}
  </table>
);
