import { describe, expect, it } from 'vitest';
import type { FindingView } from '../../../src/contract/advice.ts';
import { withJudged } from '../../../src/renderer/shell/use-advice.ts';
import { connectionId } from '../../fixtures/connection.ts';

const finding = (
  index: number,
  part: Pick<FindingView, 'rule' | 'severity'> & Partial<FindingView>,
): FindingView => ({
  spec: 'RFC 9700 §2.3',
  connectionId: connectionId(index),
  action: 'look',
  about: [],
  isDismissed: false,
  ...part,
});
const HIGH = { rule: 'full-access', severity: 'high' } as const;
const LOW = { rule: 'no-pkce', severity: 'low' } as const;
const old = [finding(1, HIGH), finding(2, HIGH), finding(1, LOW), finding(2, LOW)];

describe('findings of which some were judged again', () => {
  it('stay the same list where nothing is new, so that nothing is drawn again', () => {
    const same = structuredClone(old.filter((one) => one.connectionId === connectionId(1)));
    const judged = { connectionIds: [connectionId(1)], findings: same };
    expect(withJudged(old, judged)).toBe(old);
    expect(withJudged(old, { connectionIds: [connectionId(9)], findings: [] })).toBe(old);
  });

  it('lose what is not found any more, and keep the others where they were', () => {
    const judged = { connectionIds: [connectionId(1)], findings: [finding(1, LOW)] };
    expect(withJudged(old, judged)).toEqual([finding(2, HIGH), finding(1, LOW), finding(2, LOW)]);
  });

  it('show what was dismissed in its place', () => {
    const now = finding(2, { ...HIGH, isDismissed: true });
    const judged = { connectionIds: [connectionId(2)], findings: [now, finding(2, LOW)] };
    expect(withJudged(old, judged)).toEqual([
      finding(1, HIGH),
      now,
      finding(1, LOW),
      finding(2, LOW),
    ]);
  });

  it('have what is new among those of its severity', () => {
    const judged = { connectionIds: [connectionId(3)], findings: [finding(3, HIGH)] };
    expect(withJudged(old, judged).map((one) => one.severity)).toEqual([
      'high',
      'high',
      'high',
      'low',
      'low',
    ]);
  });
});
