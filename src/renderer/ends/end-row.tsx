import { LogIn } from 'lucide-react';
import { useState } from 'react';
import type { ConnectionView } from '../../shared/ipc/view.ts';
import type { ConnectionId } from '../../shared/vocabulary/id.ts';
import { FAILURE_TEXT } from '../text/failure-text.ts';
import { momentWords } from '../text/time-words.ts';
import { Button } from '../ui/button.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { NameLink } from '../ui/name-link.tsx';
import { dayWords, END_REASONS, END_SOURCES, endWords, unknownEndWords } from './end-words.ts';
import './ends-table.css';

/** How many lines are shown before more are asked for. */
const FEW = 50;

/** What every line of logins and their ends needs. */
export interface EndRowContext {
  readonly now: number;
  readonly onShow: (id: ConnectionId) => void;
  readonly onSignInAgain: (id: ConnectionId) => void;
}

interface EndRowProps extends EndRowContext {
  readonly connection: ConnectionView;
}

const When = ({ connection, now }: Pick<EndRowProps, 'connection' | 'now'>) => {
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

const EndRow = ({ connection, now, onShow, onSignInAgain }: EndRowProps) => (
  <tr>
    <th scope="row" className="ends-login">
      <NameLink name={connection.label} onPress={() => onShow(connection.id)} />
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

interface EndRowsProps extends EndRowContext {
  readonly connections: readonly ConnectionView[];
}

/** Logins and when they end, a few at first. */
export const EndRows = ({ connections, ...context }: EndRowsProps) => {
  const [shown, setShown] = useState(FEW);
  const left = connections.length - shown;
  return (
    <>
      {connections.slice(0, shown).map((connection) => (
        <EndRow key={connection.id} connection={connection} {...context} />
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
    </>
  );
};

/** What stands above those lines, for ears. */
export const EndHead = () => (
  <>
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
  </>
);
