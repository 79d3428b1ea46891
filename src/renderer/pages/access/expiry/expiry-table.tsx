import { LogIn } from 'lucide-react';
import { useState } from 'react';
import type { ConnectionView } from '../../../../contract/connection.ts';
import type { ConnectionId } from '../../../../vocabulary/id.ts';
import { Button } from '../../../kit/button.tsx';
import { EXPIRY_GROUP_WORDS, type ExpiryGroup } from '../../../kit/expiry-groups.ts';
import { EXPIRY_ICONS, EXPIRY_TONES } from '../../../kit/expiry-icons.ts';
import { Foreign } from '../../../kit/foreign.tsx';
import { NameLink } from '../../../kit/name-link.tsx';
import { isRevokedHere, standingWords } from '../../../kit/words/standing-words.ts';
import { FAILURE_TEXT } from '../../../../vocabulary/failure-text.ts';
import {
  dayWords,
  EXPIRY_REASONS,
  EXPIRY_SOURCES,
  endWords,
  unknownEndWords,
} from '../../../kit/words/login-expiry-words.ts';
import { momentWords } from '../../../kit/words/time-words.ts';

/** How many lines are shown before more are asked for. */
const FEW = 50;

/** What every line of logins and their ends needs. */
export interface ExpiryRowContext {
  readonly now: number;
  readonly onShow: (id: ConnectionId) => void;
  readonly onSignInAgain: (id: ConnectionId) => void;
}

interface ExpiryRowProps extends ExpiryRowContext {
  readonly connection: ConnectionView;
}

const When = ({ connection, now }: Pick<ExpiryRowProps, 'connection' | 'now'>) => {
  const { expiry, standing } = connection;
  if (standing.kind === 'sign-in-required') {
    const why = isRevokedHere(standing)
      ? standingWords(standing).sentence
      : FAILURE_TEXT[standing.because].sentence;
    return (
      <>
        <p title={momentWords(standing.since)}>Ended {dayWords(standing.since)}</p>
        <p className="note">{why}</p>
      </>
    );
  }
  if (expiry === undefined) return <p className="note">{unknownEndWords(connection)}</p>;
  return (
    <>
      <p>
        <time dateTime={new Date(expiry.at).toISOString()} title={momentWords(expiry.at)}>
          {endWords(expiry, now).sentence}
        </time>
      </p>
      <p className="note" title={EXPIRY_REASONS[expiry.because]}>
        {dayWords(expiry.at)} · {EXPIRY_SOURCES[expiry.source]}
      </p>
    </>
  );
};

const ExpiryRow = ({ connection, now, onShow, onSignInAgain }: ExpiryRowProps) => (
  <tr>
    <th scope="row">
      <NameLink name={connection.label} onPress={() => onShow(connection.id)} />
      <Foreign text={connection.host} className="note clip" />
    </th>
    <td>
      <When connection={connection} now={now} />
    </td>
    <td className="expiry-action">
      <Button icon={LogIn} onPress={() => onSignInAgain(connection.id)}>
        Sign in again<span className="sr-only">: {connection.host}</span>
      </Button>
    </td>
  </tr>
);

interface ExpiryRowsProps extends ExpiryRowContext {
  readonly connections: readonly ConnectionView[];
}

/** Logins and when they end, a few at first. */
export const ExpiryRows = ({ connections, ...context }: ExpiryRowsProps) => {
  const [shown, setShown] = useState(FEW);
  const left = connections.length - shown;
  return (
    <>
      {connections.slice(0, shown).map((connection) => (
        <ExpiryRow key={connection.id} connection={connection} {...context} />
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
export const ExpiryHead = () => (
  <>
    <colgroup>
      <col style={{ width: '28%' }} />
      <col />
      <col style={{ width: 136 }} />
    </colgroup>
    <thead className="sr-only">
      <tr>
        <th scope="col">Login</th>
        <th scope="col">Ends</th>
        <th scope="col">Actions</th>
      </tr>
    </thead>
  </>
);

interface GroupProps extends ExpiryRowContext {
  readonly group: ExpiryGroup;
}

const Group = ({ group, ...context }: GroupProps) => {
  const Icon = EXPIRY_ICONS[group.name];
  return (
    <tbody>
      <tr className={`expiry-group ${EXPIRY_TONES[group.name]}`}>
        <th scope="rowgroup" colSpan={3}>
          <span className="row gap-2 soft bold">
            <Icon size={15} className="toned" aria-hidden="true" />
            {EXPIRY_GROUP_WORDS[group.name]}
            <span className="faint regular">{group.connections.length.toLocaleString('en')}</span>
          </span>
        </th>
      </tr>
      <ExpiryRows connections={group.connections} {...context} />
    </tbody>
  );
};

interface ExpiryTableProps extends ExpiryRowContext {
  readonly groups: readonly ExpiryGroup[];
}

/** Every login by when it ends, with the one thing that helps. */
export const ExpiryTable = ({ groups, ...context }: ExpiryTableProps) => (
  <table className="expiry-table table" aria-label="Login ends">
    <ExpiryHead />
    {groups.map((group) => (
      <Group key={group.name} group={group} {...context} />
    ))}
  </table>
);
