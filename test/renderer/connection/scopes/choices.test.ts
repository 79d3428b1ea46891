import { describe, expect, it } from 'vitest';
import {
  choiceRows,
  firstWanted,
  offered,
  scopeTextOf,
  ticked,
  wantedWords,
  withTokens,
} from '../../../../src/renderer/connection/scopes/choices.ts';
import type { ScopeChoiceView } from '../../../../src/contract/scope.ts';

const choices: readonly ScopeChoiceView[] = [
  { token: 'openid', source: 'held', keeps: 'identity', sentence: 'Tells who you are.' },
  { token: 'offline_access', source: 'held', keeps: 'refresh' },
  { token: 'read', source: 'held', sentence: 'Reads.', risk: 'low' },
  { token: 'mail.send', source: 'server', sentence: 'Sends mail in your name.', risk: 'high' },
];
const held = {
  granted: ['openid', 'read', 'write'],
  requested: ['openid', 'read', 'offline_access', 'sudo'],
};
const rowsOf = (selection: ReturnType<typeof firstWanted>, unused: readonly string[] = []) =>
  choiceRows(selection, held, choices, unused);

describe('what to ask for', () => {
  it('is what was granted, and what Valet Key needs; not what was asked for in vain', () => {
    const rows = rowsOf(firstWanted(held, choices, []));
    expect(scopeTextOf(rows)).toBe('openid read write offline_access');
    expect(rows.find(({ token }) => token === 'sudo')).toMatchObject({
      isWanted: false,
      isMissing: true,
    });
  });

  it('asking for less begins without what went unused, which stands first', () => {
    const rows = rowsOf(firstWanted(held, choices, ['write']), ['write']);
    expect(rows[0]).toMatchObject({ token: 'write', isWanted: false, isUnused: true });
    expect(scopeTextOf(rows)).toBe('openid read offline_access');
  });

  it('grows by what is typed, each once; what is held already is ticked', () => {
    const unticked = ticked(firstWanted(held, choices, []), 'read', false);
    const selection = withTokens(unticked, ['read', 'mail.send', 'mail.send'], held);
    expect(selection.added).toEqual(['mail.send']);
    expect(scopeTextOf(rowsOf(selection))).toBe('openid read write offline_access mail.send');
  });

  it.each([
    [firstWanted(held, choices, []), '1 new, 3 as they are'],
    [ticked(firstWanted(held, choices, []), 'write', false), '1 new, 1 dropped, 2 as they are'],
  ])('is summed up', (selection, words) => {
    expect(wantedWords(rowsOf(selection), held.granted)).toBe(words);
  });

  it('of nothing is the server’s choice', () => {
    const none = { granted: [], requested: [] };
    const rows = choiceRows(firstWanted(none, [], []), none, [], []);
    expect(scopeTextOf(rows)).toBe('');
    expect(wantedWords(rows, [])).toContain('the server decides');
  });

  it('holds nothing that no request could hold, whatever a server granted', () => {
    const odd = { granted: ['read', 'a "b"', 'tab\there'], requested: [] };
    const rows = choiceRows(firstWanted(odd, [], []), odd, [], []);
    expect(scopeTextOf(rows)).toBe('read');
    expect(rows.map((row) => row.isOdd)).toEqual([false, true, true]);
  });

  it('names like those of an object’s own members are names', () => {
    const odd = { granted: ['__proto__', 'constructor'], requested: [] };
    const rows = choiceRows(firstWanted(odd, [], []), odd, [], []);
    expect(rows.map(({ token, sentence }) => [token, sentence])).toEqual([
      ['__proto__', undefined],
      ['constructor', undefined],
    ]);
  });
});

describe('what is offered', () => {
  it('is what is not listed yet, found by its name or by its words', () => {
    const rows = rowsOf(firstWanted(held, choices, []));
    expect(offered(rows, choices, '').map(({ token }) => token)).toEqual(['mail.send']);
    expect(offered(rows, choices, 'YOUR NAME')).toHaveLength(1);
    expect(offered(rows, choices, 'calendar')).toEqual([]);
  });
});
