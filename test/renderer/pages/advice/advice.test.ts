import { describe, expect, it } from 'vitest';
import {
  countOpen,
  groupFindings,
  withConnections,
} from '../../../../src/renderer/pages/advice/finding-groups.ts';
import {
  actionWords,
  ADVICE_WORDS,
  adviceDetails,
  specAddress,
} from '../../../../src/renderer/pages/advice/advice-words.ts';
import { draftAgain } from '../../../../src/renderer/sign-in/draft/draft.ts';
import type { FindingView } from '../../../../src/contract/advice.ts';
import { ADVICE_ACTIONS, ADVICE_RULES } from '../../../../src/vocabulary/advice-rule.ts';
import { connection } from '../../harness/fixtures.ts';

const one = connection(1);
const two = connection(2);
const finding = (part: Partial<FindingView>): FindingView => ({
  rule: 'unused',
  severity: 'medium',
  spec: 'RFC 7009 §1',
  connectionId: one.id,
  action: 'revoke',
  about: [],
  isDismissed: false,
  ...part,
});
const ALL = [
  finding({ rule: 'full-access', severity: 'high' }),
  finding({}),
  finding({ connectionId: two.id, isDismissed: true }),
  finding({ rule: 'no-revocation', severity: 'low' }),
];

describe('findings', () => {
  it('are grouped by severity and rule, and counted', () => {
    const groups = groupFindings(withConnections(ALL, [one, two]));
    expect(
      groups.map(({ severity, count, rules }) => [severity, count, rules.map(({ rule }) => rule)]),
    ).toEqual([
      ['high', 1, ['full-access']],
      ['medium', 2, ['unused']],
      ['low', 1, ['no-revocation']],
    ]);
  });

  it('go with their connection', () => {
    expect(withConnections(ALL, [two]).map(({ connection: { id } }) => id)).toEqual([two.id]);
  });

  it('count on Home where they ask for more than to be known', () => {
    expect(countOpen(ALL)).toBe(2);
    expect(countOpen([])).toBe(0);
  });
});

describe('the words of the advice', () => {
  it.each(ADVICE_RULES)('say of %s what it is, why in one sentence, and what helps', (rule) => {
    const { title, reason, more } = ADVICE_WORDS[rule];
    expect(title).not.toMatch(/[.!]$/);
    expect(reason).toMatch(/^[^.!?]+\.$/);
    expect(more).toMatch(/\.$/);
  });

  it('have a verb for every action', () => {
    const verbs = ADVICE_ACTIONS.map((action) => actionWords({ action }));
    expect(new Set(verbs).size).toBe(ADVICE_ACTIONS.length);
  });

  it('name what a finding is about, cleaned and not all of it', () => {
    expect(adviceDetails({ about: ['a', '\u202eb', 'c', 'd', 'e'] })).toBe(
      'a, \ufffdb, c and 2 more',
    );
    expect(adviceDetails({ about: [], days: 1200 })).toBe('1,200 days');
    expect(adviceDetails({ about: [] })).toBeUndefined();
  });

  it('lead to the section of an RFC', () => {
    expect(specAddress('RFC 9700 §4.14.2')).toBe(
      'https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2',
    );
    expect(specAddress('OIDC Core §5.7')).toBeUndefined();
  });
});

describe('setting a connection up again', () => {
  it('keeps server, client, scope and resource, and begins in the browser', () => {
    const { preset: _none, ...plain } = connection(3, { resource: 'https://api.example' });
    expect(draftAgain(plain, true)).toMatchObject({
      source: 'issuer',
      issuer: plain.issuer,
      clientId: plain.clientId,
      scope: plain.requestedScope,
      resource: 'https://api.example',
      grant: 'authorization_code',
      authMethod: 'none',
      usesDpop: true,
    });
    expect(draftAgain({ ...plain, preset: 'gitlab' }, false)).toMatchObject({
      source: 'preset',
      preset: 'gitlab',
      usesDpop: false,
    });
  });
});
