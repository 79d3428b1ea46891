import { Check, Minus, ShieldAlert, SlidersHorizontal } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ScopeHistoryView } from '../../../contract/scope.ts';
import type { ConnectionView } from '../../../contract/connection.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { Button } from '../../kit/button.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { History } from './history.tsx';
import { neverWords } from './history-words.ts';
import { MOST_ROWS, type ScopeRow, scopeRows, unusedTokens } from './scope-rows.ts';
import { foreignText } from '../../kit/words/foreign.ts';
import { meaningWords } from '../../kit/words/scope-words.ts';
import { agoWords, momentWords } from '../../kit/words/time-words.ts';
import { Empty } from '../../kit/empty.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { RiskMark } from '../../kit/risk-mark.tsx';
import { useNow } from '../../kit/use-now.ts';

const YesOrNo = ({ label, isTrue }: { readonly label: string; readonly isTrue: boolean }) => (
  <td className={isTrue ? 'scope-mark scope-yes' : 'scope-mark'} data-label={label}>
    {isTrue ? <Check size={15} aria-hidden="true" /> : <Minus size={13} aria-hidden="true" />}
    <span className="sr-only">{isTrue ? 'Yes' : 'No'}</span>
  </td>
);

interface Telling {
  /** What stands for a use of which nothing is known (yet). */
  readonly unknown: '…' | '–';
  /** What stands for no use. */
  readonly never: string;
}

const Used = ({ used, unknown, never }: Pick<ScopeRow, 'used'> & Telling) => {
  const now = useNow();
  if (used === undefined) return <span className="faint">{unknown}</span>;
  if (used.keeps !== undefined && used.uses === 0) {
    return (
      <span title="Valet Key needs it itself: it is in no need of a hand-out.">By Valet Key</span>
    );
  }
  if (used.lastUsedAt === undefined) return <span className="faint">{never}</span>;
  return (
    <time
      dateTime={new Date(used.lastUsedAt).toISOString()}
      title={`Last handed out ${momentWords(used.lastUsedAt)}`}
    >
      {agoWords(used.lastUsedAt, now)}
      <span className="faint"> · {used.uses.toLocaleString('en')}×</span>
    </time>
  );
};

const Row = ({ row, ...telling }: Telling & { readonly row: ScopeRow }) => (
  <tr>
    <th scope="row" title={foreignText(row.token, 400)}>
      {row.sentence === undefined ? (
        <>
          <Foreign text={row.token} longest={80} className="block break mono" />
          <span className="block small unstated">{meaningWords(row)}</span>
        </>
      ) : (
        <>
          <Foreign text={row.sentence} className="block break" />
          <Foreign text={row.token} longest={120} className="note clip mono" />
        </>
      )}
    </th>
    <YesOrNo label="Requested:" isTrue={row.isRequested} />
    <YesOrNo label="Granted:" isTrue={row.isGranted} />
    <td className="scope-used" data-label="Copied:">
      <Used used={row.used} {...telling} />
    </td>
    <td className="scope-risk">
      <RiskMark risk={row.risk} />
    </td>
  </tr>
);

/** What the connection may do in plain words, beside the server's own: asked for, granted, used. */
const ScopeTable = ({ rows, ...telling }: Telling & { readonly rows: readonly ScopeRow[] }) => {
  const [showsAll, setShowsAll] = useState(false);
  if (rows.length === 0) {
    return <Empty icon={ShieldAlert} title="The server named no scopes" />;
  }
  const shown = showsAll ? rows : rows.slice(0, MOST_ROWS);
  return (
    <>
      <table className="scope-table table" aria-label="Scopes">
        <thead>
          <tr>
            <th scope="col">Allows</th>
            <th scope="col" className="scope-mark">
              Asked
            </th>
            <th scope="col" className="scope-mark">
              Granted
            </th>
            <th scope="col" className="scope-used">
              Handed out
            </th>
            <th scope="col" className="scope-risk">
              Risk
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Row key={row.token} row={row} {...telling} />
          ))}
        </tbody>
      </table>
      {rows.length > shown.length && (
        <Button kind="quiet" onPress={() => setShowsAll(true)}>
          Show all {rows.length.toLocaleString('en')}
        </Button>
      )}
    </>
  );
};

interface AccessCardProps {
  readonly connection: ConnectionView;
  /** Opens the dialog, with `unused` unticked. */
  readonly onChange: (unused?: readonly string[]) => void;
}

interface UnusedProps {
  readonly history: ScopeHistoryView;
  readonly onAskForLess: (unused: readonly string[]) => void;
}

const unusedWords = (count: number, { isCut }: ScopeHistoryView): string => {
  const since = isCut ? 'as far back as the ledger goes' : 'so far';
  return `${count === 1 ? 'One granted scope was' : `${count.toLocaleString('en')} granted scopes were`} in no token that was handed out ${since}.`;
};

/** What is granted and goes unused, and the way to hold less. */
const Unused = ({ history, onAskForLess }: UnusedProps) => {
  const unused = unusedTokens(history);
  if (unused.length === 0) return null;
  return (
    <div className="row spread gap-4 pad-y-2 pad-x-3 well soft">
      <p>{unusedWords(unused.length, history)}</p>
      <Button onPress={() => onAskForLess(unused)}>Ask for less…</Button>
    </div>
  );
};

/** What a connection may do: asked for, granted and used, now and over time. */
export const AccessCard = ({ connection, onChange }: AccessCardProps) => {
  const { value: history, ...asked } = useQuery(
    'connection.scope-history',
    { connectionId: connection.id },
    ['ledger.changed', 'connections.changed'],
  );
  const rows = useMemo(() => scopeRows(connection, history), [connection, history]);
  return (
    <section className="card stack gap-3" aria-label="What it may do">
      <div className="card-head flush access-card-head">
        <h2 className="card-title">What it may do</h2>
        <span className="card-space" />
        <Button kind="quiet" icon={SlidersHorizontal} onPress={() => onChange()}>
          Change access…
        </Button>
      </div>
      <ScopeTable
        rows={rows}
        unknown={asked.isAsking ? '…' : '–'}
        never={history === undefined ? '' : neverWords(history)}
      />
      {asked.failure !== undefined && (
        <FailureNotice failure={asked.failure} actions={{ retry: asked.askAgain }} />
      )}
      {history !== undefined && <Unused history={history} onAskForLess={onChange} />}
      {history !== undefined && rows.length > 0 && <History history={history} />}
    </section>
  );
};
