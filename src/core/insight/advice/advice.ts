import type { FindingView } from '../../../contract/advice.ts';
import type { ConnectionId } from '../../../vocabulary/id.ts';
import type { DismissedFinding } from '../../port/settings.ts';
import { knownOf, type AdviceSources } from './known.ts';
import type { AdviceRule, Particulars } from './rule.ts';
import { RULES } from './rules.ts';

export type { AdviceSources } from './known.ts';

/** What a rule says of one connection, before it is known what the person says to it. */
export type Finding = Omit<FindingView, 'isDismissed'>;

/** All that can be said of these connections, the most severe first; one finding a rule and connection. */
export const adviseOn = (sources: AdviceSources): readonly Finding[] => {
  const known = knownOf(sources);
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
  { name, severity, spec }: AdviceRule,
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

/** Tells the findings a person knows of: one that has come to be about more is new again. */
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
