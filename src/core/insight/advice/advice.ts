import type { FindingView } from '../../../contract/advice.ts';
import type { ConnectionId } from '../../../vocabulary/id.ts';
import type { Connection } from '../../model/connection.ts';
import type { DismissedFinding, Settings } from '../../port/settings.ts';
import { adviceFacts, type AdviceSources, withOtherLogins } from './known.ts';
import type { NamedRule, Particulars } from './rule.ts';
import { RULES } from './rules.ts';
import type { AdviceRuleName } from '../../../vocabulary/advice-rule.ts';
import type { Clock } from '../../port/system.ts';
import type { ConnectionStore } from '../../port/stores.ts';
import type { Ledger } from '../../port/ledger.ts';
import type { AccessTokens } from '../../tokens/get-access-token.ts';
import type { Tracer } from '../trace/tracer.ts';

export type { AdviceSources } from './known.ts';

/** What a rule says of one connection, before it is known what the person says to it. */
export type Finding = Omit<FindingView, 'isDismissed'>;

/** All that can be said of these connections, the most severe first; one finding a rule and connection. */
export const adviseOn = (sources: AdviceSources): readonly Finding[] => {
  const known = adviceFacts(sources);
  const findings: Finding[] = [];
  for (const rule of RULES) {
    for (const one of known) {
      const found = rule.judge(one);
      if (found !== undefined) findings.push(findingOf(rule, one.connection.id, found));
    }
  }
  return findings;
};

const findingOf = (
  { name, severity, spec }: NamedRule,
  connectionId: ConnectionId,
  { action, about = [], days }: Particulars,
): Finding => ({
  rule: name,
  severity,
  spec,
  connectionId,
  action,
  about,
  ...(days === undefined ? {} : { days }),
});

const keyOf = ({ rule, connectionId }: DismissedFinding): string => `${rule} ${connectionId}`;

/** Whether a finding has been dismissed: one that is about more than it was then has not. */
export const dismissedAmong = (
  dismissed: readonly DismissedFinding[],
): ((finding: Finding) => boolean) => {
  const known = new Map(dismissed.map((one) => [keyOf(one), new Set(one.about)]));
  return (finding) => {
    const about = known.get(keyOf(finding));
    return about !== undefined && finding.about.every((word) => about.has(word));
  };
};

/** What is remembered once `finding` is dismissed or not; what is gone for good is dropped. */
export const withDismissal = (
  dismissed: readonly DismissedFinding[],
  finding: DismissedFinding,
  isDismissed: boolean,
  isKept: (id: ConnectionId) => boolean,
): readonly DismissedFinding[] => {
  const others = dismissed.filter(
    (one) => keyOf(one) !== keyOf(finding) && isKept(one.connectionId),
  );
  return isDismissed ? [...others, finding] : others;
};

export interface AdvicePorts {
  readonly connections: Pick<ConnectionStore, 'list' | 'get'>;
  readonly accessTokens: Pick<AccessTokens, 'peek'>;
  readonly ledger: Pick<Ledger, 'list'>;
  readonly tracer: Pick<Tracer, 'list'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly settings: Settings;
  /** Called when a finding was dismissed, or is no longer. */
  readonly onChange: () => void;
}

/** What there is to say of all connections, and what a person knows of already. */
export interface Advice {
  list(): readonly FindingView[];
  /** The same of these connections and of other logins of the same persons, whose findings depend on them. */
  about(ids: readonly ConnectionId[]): AdviceAbout;
  /** Does nothing where the finding has gone. Fails with VK_RECORD_NOT_WRITTEN. */
  dismiss(rule: AdviceRuleName, connectionId: ConnectionId, isDismissed: boolean): Promise<void>;
}

/** What there is to say of some connections: all findings of all that were judged. */
interface AdviceAbout {
  readonly connectionIds: readonly ConnectionId[];
  readonly findings: readonly FindingView[];
}

/** Creates the advice over everything that is known. */
export const createAdvice = (ports: AdvicePorts): Advice => {
  const { connections, accessTokens, ledger, tracer, clock, settings, onChange } = ports;
  const sources = (about = connections.list()): AdviceSources => ({
    connections: about,
    now: clock.now(),
    tokenOf: (id) => accessTokens.peek(id),
    ledger: ledger.list(),
    trace: tracer.list(),
  });
  const judge = (about?: readonly Connection[]): readonly FindingView[] => {
    const isDismissed = dismissedAmong(settings.get().dismissedAdvice);
    return adviseOn(sources(about)).map((one) => ({ ...one, isDismissed: isDismissed(one) }));
  };
  return {
    list: () => judge(),
    about(ids) {
      const among = withOtherLogins(connections.list(), new Set(ids));
      const judged = new Set([...ids, ...among.map(({ id }) => id)]);
      return { connectionIds: [...judged], findings: judge(among) };
    },
    async dismiss(rule, connectionId, isDismissed) {
      const found = adviseOn(sources()).find(
        (one) => one.rule === rule && one.connectionId === connectionId,
      );
      // It has gone since it was shown, perhaps with its connection: then there is nothing to dismiss.
      if (found === undefined) return;
      const { about } = found;
      const isKept = (id: ConnectionId) => connections.get(id) !== undefined;
      const { dismissedAdvice: before } = settings.get();
      const finding = { rule, connectionId, about };
      await settings.update({
        dismissedAdvice: withDismissal(before, finding, isDismissed, isKept),
      });
      onChange();
    },
  };
};
