import { describe, expect, it } from 'vitest';
import { scopeGroups } from '../../../src/renderer/connections/scope-groups.ts';

const groups = (requestedScope: string[], grantedScope: string[]) => {
  const { granted, extra, missing } = scopeGroups({
    requestedScope,
    grantedScope,
    scopeMeanings: [{ token: 'a', sentence: 'Reads a.', risk: 'low' }, { token: '__proto__' }],
  });
  const tokens = (lines: readonly { readonly token: string }[]) => lines.map((one) => one.token);
  return [tokens(granted), tokens(extra), tokens(missing)];
};

describe('the scope asked for and the scope given (RFC 6749 §3.3)', () => {
  it.each([
    [
      ['a', 'b'],
      ['a', 'b'],
      [['a', 'b'], [], []],
    ],
    [['a', 'b'], ['b'], [['b'], [], ['a']]],
    [['a'], ['a', 'b'], [['a'], ['b'], []]],
    [[], ['a', 'b'], [['a', 'b'], [], []]],
    [['a'], [], [[], [], ['a']]],
    [
      ['a', 'a'],
      ['a', 'a'],
      [['a'], [], []],
    ],
    [[], [], [[], [], []]],
  ])('asked %j, given %j', (asked, given, expected) => {
    expect(groups(asked, given)).toEqual(expected);
  });

  it('says what a token allows only where it was told', () => {
    const { granted } = scopeGroups({
      requestedScope: [],
      grantedScope: ['a', '__proto__', 'constructor'],
      scopeMeanings: [{ token: 'a', sentence: 'Reads a.', risk: 'low' }, { token: '__proto__' }],
    });
    expect(granted).toEqual([
      { token: 'a', sentence: 'Reads a.', risk: 'low' },
      { token: '__proto__', sentence: undefined, risk: undefined },
      { token: 'constructor', sentence: undefined, risk: undefined },
    ]);
  });
});
