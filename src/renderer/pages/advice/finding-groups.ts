import type { ConnectionView } from '../../../contract/connection.ts';
import type { FindingView } from '../../../contract/advice.ts';
import {
  ADVICE_SEVERITIES,
  type AdviceRuleName,
  type AdviceSeverity,
} from '../../../vocabulary/advice-rule.ts';

/** A finding with the connection it is about. */
export interface KnownFinding {
  readonly finding: FindingView;
  readonly connection: ConnectionView;
}

/** The findings of one rule. */
export interface RuleGroup {
  readonly rule: AdviceRuleName;
  readonly spec: string;
  readonly findings: readonly KnownFinding[];
}

/** The rules of one severity that found something. */
export interface SeverityGroup {
  readonly severity: AdviceSeverity;
  readonly count: number;
  readonly rules: readonly RuleGroup[];
}

/** Findings with their connections; one whose connection has just gone is gone too. */
export const withConnections = (
  findings: readonly FindingView[],
  connections: readonly ConnectionView[],
): readonly KnownFinding[] => {
  const byId = new Map(connections.map((connection) => [connection.id, connection]));
  return findings.flatMap((finding) => {
    const connection = byId.get(finding.connectionId);
    return connection === undefined ? [] : [{ finding, connection }];
  });
};

/** Findings by severity and rule, in the order they come in; what has none is left out. */
export const groupFindings = (known: readonly KnownFinding[]): readonly SeverityGroup[] => {
  const rules = new Map<AdviceRuleName, KnownFinding[]>();
  for (const one of known) {
    const found = rules.get(one.finding.rule);
    if (found === undefined) rules.set(one.finding.rule, [one]);
    else found.push(one);
  }
  return ADVICE_SEVERITIES.flatMap((severity) => {
    const groups = [...rules].flatMap(([rule, findings]): RuleGroup[] => {
      const [first] = findings;
      return first?.finding.severity === severity
        ? [{ rule, spec: first.finding.spec, findings }]
        : [];
    });
    const count = groups.reduce((sum, { findings }) => sum + findings.length, 0);
    return count === 0 ? [] : [{ severity, count, rules: groups }];
  });
};

/** What Home counts: what is open and asks for more than to be known. */
export const countOpen = (findings: readonly FindingView[]): number =>
  findings.filter(({ severity, isDismissed }) => severity !== 'low' && !isDismissed).length;
