import { useMemo } from 'react';
import type { Failure } from '../../contract/command.ts';
import type { FindingView } from '../../contract/advice.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { countOpen } from '../pages/advice/finding-groups.ts';
import { useCommand } from '../bridge/use-command.ts';
import { useQuery } from '../bridge/use-query.ts';

/** The advice there is, for every place of the window that shows some of it. */
export interface Advice {
  readonly findings: readonly FindingView[] | undefined;
  readonly failure: Failure | undefined;
  /** How many ask for more than to be known; undefined while that is not known. */
  readonly isOpen: number | undefined;
  readonly of: (id: ConnectionId) => readonly FindingView[];
  readonly dismiss: (finding: FindingView, isDismissed: boolean) => void;
  readonly askAgain: () => void;
}

const NONE: readonly FindingView[] = [];

const byConnection = (
  findings: readonly FindingView[],
): ReadonlyMap<ConnectionId, readonly FindingView[]> => {
  const sorted = new Map<ConnectionId, FindingView[]>();
  for (const finding of findings) {
    const known = sorted.get(finding.connectionId);
    if (known === undefined) sorted.set(finding.connectionId, [finding]);
    else known.push(finding);
  }
  return sorted;
};

/** Asks once for all of the window, and again where a connection or a hand-out may change it. */
export const useAdvice = (): Advice => {
  const { value, failure, askAgain } = useQuery('advice.list', {}, [
    'connections.changed',
    'ledger.changed',
    'advice.changed',
  ]);
  const { run, state } = useCommand('advice.dismiss');
  const sorted = useMemo(() => byConnection(value ?? NONE), [value]);
  const isOpen = useMemo(() => (value === undefined ? undefined : countOpen(value)), [value]);
  return {
    findings: value,
    failure: state.kind === 'failure' ? state.failure : failure,
    isOpen,
    of: (id) => sorted.get(id) ?? NONE,
    dismiss: ({ rule, connectionId }, isDismissed) => void run({ rule, connectionId, isDismissed }),
    askAgain,
  };
};
