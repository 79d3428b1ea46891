import { SlidersHorizontal } from 'lucide-react';
import { useMemo } from 'react';
import type { ScopeHistoryView } from '../../../contract/scope.ts';
import type { ConnectionView } from '../../../contract/connection.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { Button } from '../../kit/button.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { History } from './history.tsx';
import { neverWords } from './history-words.ts';
import { ScopeTable } from './scope-table.tsx';
import { scopeRows, unusedTokens } from './scope-rows.ts';

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
    <section className="card stack gap-3 access" aria-label="What it may do">
      <div className="card-head access-card-head">
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
