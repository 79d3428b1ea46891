import { describe, expect, it } from 'vitest';
import {
  asksNothingNew,
  challengedScopeText,
  asksForMore,
  maxAgeWords,
  nothingAskedWords,
  unusableWords,
} from '../../../../src/renderer/connection/scopes/challenge-words.ts';
import {
  axisWords,
  cutWords,
  firstFew,
  neverWords,
  spansWords,
  usesWords,
} from '../../../../src/renderer/connection/scopes/history-words.ts';
import { onceWords, reviewNotes } from '../../../../src/renderer/connection/scopes/review-words.ts';
import type {
  AskAgainView,
  ChallengeView,
  ScopeHistoryView,
} from '../../../../src/contract/scope.ts';

const view = (part: Partial<AskAgainView> = {}): AskAgainView => ({
  how: 'browser',
  host: 'as.example',
  added: [],
  kept: [],
  dropped: [],
  parameters: [],
  isPushed: false,
  isSigned: false,
  loses: [],
  ...part,
});
const provider = (part: Partial<NonNullable<AskAgainView['provider']>> = {}) => ({
  name: 'GitHub',
  effect: 'adds' as const,
  isGranular: false,
  isRecalled: true,
  grantsPage: 'https://github.com/settings/applications',
  ...part,
});
const said = (part: Partial<AskAgainView>) => reviewNotes(view(part)).map(({ words }) => words);

describe('the review of a changed request', () => {
  it('names the browser, and that the server may ask again', () => {
    const [first, second] = said({});
    expect(first).toBe('Your browser opens at as.example.');
    expect(second).toContain('may ask you to agree again');
  });

  it('says so where no browser opens', () => {
    expect(said({ how: 'direct' })[0]).toContain('No browser opens');
    expect(said({ how: 'device' })[0]).toContain('code');
    expect(said({ how: 'none' })).toEqual([]);
  });

  it('warns that dropping does nothing where the provider only adds, with the page to go to', () => {
    const warned = reviewNotes(view({ provider: provider(), dropped: [{ token: 'repo' }] }));
    expect(warned.find(({ tone }) => tone === 'warn')).toMatchObject({
      isRecalled: true,
      page: 'https://github.com/settings/applications',
    });
    const added = reviewNotes(view({ provider: provider(), added: [{ token: 'repo' }] }));
    expect(added.every(({ tone, page }) => tone === 'plain' && page === undefined)).toBe(true);
  });

  it('says nothing of a provider of whom nothing is known', () => {
    expect(said({ provider: provider({ effect: 'unknown' }) })).toHaveLength(2);
  });

  it('tells of granular consent, fixed scopes, losses, and tokens that are out', () => {
    const words = said({
      provider: provider({ name: 'Google', effect: 'replaces', isGranular: true }),
      dropped: [{ token: 'a' }],
      loses: ['refresh'],
    }).join(' ');
    expect(words).toContain('untick single scopes');
    expect(words).toContain('offline_access');
    expect(words).toContain('until they expire');
    expect(said({ provider: provider({ effect: 'fixed' }) })[2]).toContain('changes nothing');
  });

  it.each(['password', 'urn:ietf:params:oauth:grant-type:jwt-bearer', 'constructor', ''])(
    'for %j says what to do instead',
    (grantType) => {
      expect(onceWords(grantType)).toContain('Add a connection');
      expect(onceWords(grantType)).not.toContain('function');
    },
  );
});

const demand = (part: Partial<Extract<ChallengeView, { kind: 'step-up' }>> = {}) => ({
  kind: 'step-up' as const,
  scope: [],
  unusable: [],
  isUnknownAcr: false,
  ...part,
});

describe('what an API asks for (RFC 9470 §3, RFC 6750 §3.1)', () => {
  it.each([
    [0, 'Now, whatever went before'],
    [300, 'Within 5 minutes'],
    [86_400, 'Within 1 day'],
  ])('a sign-in of the last %i seconds is “%s”', (seconds, words) => {
    expect(maxAgeWords(seconds)).toBe(words);
  });

  it('is asked for on top of what there is', () => {
    const scope = [{ token: 'pay', isGranted: false }];
    const held = { requestedScope: ['openid'], grantedScope: ['openid', 'extra'] };
    expect(challengedScopeText({ scope }, held)).toBe('openid pay');
    expect(challengedScopeText({ scope }, { ...held, requestedScope: [] })).toBe(
      'openid extra pay',
    );
  });

  it('is nothing new where all of it is granted', () => {
    const scope = [{ token: 'pay', isGranted: true }];
    expect(asksNothingNew({ kind: 'insufficient-scope', scope, unusable: [] })).toBe(true);
    expect(asksNothingNew(demand({ scope, maxAge: 0 }))).toBe(false);
    expect(asksNothingNew(demand())).toBe(true);
    expect(unusableWords([])).toBeUndefined();
    expect(unusableWords(['max_age'])).toContain('max_age');
  });

  it.each<[ChallengeView, string]>([
    [{ kind: 'nothing-asked', why: 'no-challenge' }, 'WWW-Authenticate'],
    [{ kind: 'nothing-asked', why: 'other-scheme', found: 'basic' }, '“basic”'],
    [{ kind: 'nothing-asked', why: 'no-error' }, 'token is needed'],
    [{ kind: 'nothing-asked', why: 'other-error', found: 'oops' }, '“oops”'],
    [{ kind: 'invalid-token' }, 'not valid'],
  ])('is told apart from an answer that asks for nothing more: %j', (given, words) => {
    if (asksForMore(given)) throw new Error('a demand');
    expect(nothingAskedWords(given).title).toContain(words);
  });
});

const history = (part: Partial<ScopeHistoryView> = {}): ScopeHistoryView => ({
  since: 0,
  until: 10,
  isCut: false,
  handOuts: 0,
  tokens: [],
  changes: [],
  ...part,
});

describe('a history in words', () => {
  it('says how far back it goes, where that is not all the way', () => {
    expect(cutWords(history())).toBeUndefined();
    expect(cutWords(history({ isCut: true }))).toContain('goes back to');
    expect(cutWords(history({ isCut: true, since: 10 }))).toContain('no entry');
    expect(neverWords(history())).toBe('Never');
    expect(neverWords(history({ isCut: true }))).toMatch(/^Not since (Jan 1|Dec 31)$/);
  });

  it('counts uses', () => {
    expect(usesWords({ uses: 0 })).toBe('never');
    expect(usesWords({ uses: 1, lastUsedAt: 0 })).toMatch(/^once, last /);
    expect(usesWords({ uses: 1200, lastUsedAt: 0 })).toMatch(/^1,200 times, last /);
    expect(spansWords({ spans: [] }, 10)).toBe('never');
    expect(spansWords({ spans: [{ from: 0, to: 10 }] }, 10)).toMatch(/ to now$/);
  });

  it('names a few of many, and the day or the hour', () => {
    expect(firstFew(Array.from({ length: 200 }, String))).toMatchObject({ more: 194 });
    expect(firstFew(['a'])).toEqual({ named: ['a'], more: 0 });
    expect(axisWords(0, 3_600_000)).toMatch(/\d\d:\d\d/);
    expect(axisWords(0, 40 * 86_400_000)).toMatch(/19(69|70)/);
  });
});
