import { describe, expect, it } from 'vitest';
import { choiceProblem, compareScopes } from '../../../src/renderer/connection/narrowing.ts';

const connection = {
  grantedScope: ['api', 'read'],
  scopeMeanings: [{ token: 'api', sentence: 'Does everything.', risk: 'high' as const }],
};
const API = { token: 'api', sentence: 'Does everything.', risk: 'high' };
const READ = { token: 'read', sentence: undefined, risk: undefined };

describe('what a server made of the request for fewer scope tokens (RFC 6749 §6)', () => {
  it.each([
    [['read'], ['read'], { kind: 'exact', given: [READ] }],
    [['read', 'api'], ['api', 'read'], { kind: 'exact', given: [API, READ] }],
    [['read'], ['api', 'read'], { kind: 'ignored', given: [READ], extra: [API] }],
    [['read'], ['api'], { kind: 'ignored', given: [], extra: [API] }],
  ])('is told by comparing: %j asked for, %j given', (asked, given, narrowing) => {
    expect(compareScopes(connection, asked, given)).toEqual(narrowing);
  });
});

it.each([
  [[], /Tick/],
  [['api', 'read'], /leave something out/],
  [['read'], undefined],
])('a choice of %j is taken, or refused with its reason', (chosen, words) => {
  const problem = choiceProblem(connection, chosen);
  if (words === undefined) expect(problem).toBeUndefined();
  else expect(problem).toMatch(words);
});
