import { useMemo } from 'react';
import type { Failure } from '../../contract/command.ts';
import type { CommandOutput } from '../../contract/contract.ts';
import type { FindingView } from '../../contract/advice.ts';
import type { ConnectionId } from '../../vocabulary/id.ts';
import { countOpen } from '../pages/advice/finding-groups.ts';
import { useCommand } from '../bridge/use-command.ts';
import { type ListSource, useList } from '../bridge/use-list.ts';
import { ADVICE_RULES } from '../../vocabulary/advice-rule.ts';

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

const nameOf = ({ rule, connectionId }: FindingView): string => `${rule} ${connectionId}`;

/** As main lists them: rule by rule, what matters most first. */
const inOrder = (one: FindingView, other: FindingView): number =>
  ADVICE_RULES.indexOf(one.rule) - ADVICE_RULES.indexOf(other.rule);

/** The findings with those of the judged connections as they are now; the same list where nothing is new. */
export const withJudged = (
  old: readonly FindingView[],
  { connectionIds, findings }: CommandOutput<'advice.about'>,
): readonly FindingView[] => {
  const judged = new Set(connectionIds);
  const before = old.filter((one) => judged.has(one.connectionId));
  if (JSON.stringify(before) === JSON.stringify(findings)) return old;
  const now = new Map(findings.map((one) => [nameOf(one), one]));
  const known = old.flatMap((one) => {
    if (!judged.has(one.connectionId)) return [one];
    const name = nameOf(one);
    const newer = now.get(name);
    now.delete(name);
    return newer === undefined ? [] : [newer];
  });
  return now.size === 0 ? known : [...known, ...now.values()].toSorted(inOrder);
};

const SOURCE: ListSource<readonly FindingView[]> = {
  all: (client) => client.ask('advice.list', {}),
  async some(client, ids) {
    const reply = await client.ask('advice.about', { connectionIds: [...ids] });
    return reply.ok ? { ok: true, value: (old) => withJudged(old, reply.value) } : reply;
  },
  allAfter: ['advice.changed', 'connection.signed-in'],
  someAfter: ['connections.changed', 'ledger.changed'],
};

/** Asks once for all of the window, and then about what has changed. */
export const useAdvice = (): Advice => {
  const { value, failure, askAgain } = useList(SOURCE);
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
