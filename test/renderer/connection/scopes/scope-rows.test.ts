import { describe, expect, it } from 'vitest';
import { scopeRows, unusedTokens } from '../../../../src/renderer/connection/scopes/scope-rows.ts';
import type { ScopeHistoryView } from '../../../../src/contract/scope.ts';

type Token = ScopeHistoryView['tokens'][number];

const token = (name: string, part: Partial<Token> = {}): Token => ({
  token: name,
  isRequested: true,
  isGranted: true,
  uses: 0,
  spans: [],
  marks: [],
  ...part,
});

describe('the rows of a connection’s scope (RFC 6749 §3.3)', () => {
  it('tell what was asked for and given apart, the most dangerous on top, the missing last', () => {
    const rows = scopeRows(
      {
        standing: { kind: 'active' },
        requestedScope: ['low', 'missing', 'high'],
        grantedScope: ['low', 'extra', 'high'],
        scopeMeanings: [
          { token: 'low', risk: 'low', sentence: 'Reads.' },
          { token: 'high', risk: 'high', sentence: 'Deletes.' },
          { token: 'missing', risk: 'high', sentence: 'Deletes all.' },
        ],
      },
      undefined,
    );
    expect(rows.map((row) => [row.token, row.isRequested, row.isGranted])).toEqual([
      ['high', true, true],
      ['low', true, true],
      ['extra', false, true],
      ['missing', true, false],
    ]);
    expect(rows.every(({ used }) => used === undefined)).toBe(true);
  });

  it('have their use once the ledger has answered, and nothing of former scopes', () => {
    const rows = scopeRows(
      {
        standing: { kind: 'active' },
        requestedScope: ['a'],
        grantedScope: ['a'],
        scopeMeanings: [{ token: '__proto__' }],
      },
      { tokens: [token('a', { uses: 3, lastUsedAt: 5 }), token('gone', { isGranted: false })] },
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.used).toMatchObject({ uses: 3, lastUsedAt: 5 });
    expect(rows[0]?.sentence).toBeUndefined();
  });
});

describe('the rows of a login that has ended', () => {
  it.each([
    ['VK_GRANT_REVOKED', false],
    ['VK_REFRESH_INTERRUPTED', true],
  ] as const)('%s: granted is %j', (because, isGranted) => {
    const rows = scopeRows(
      {
        standing: { kind: 'sign-in-required', since: 1, because },
        requestedScope: ['a'],
        grantedScope: ['a'],
        scopeMeanings: [],
      },
      undefined,
    );
    expect(rows[0]).toMatchObject({ isRequested: true, isGranted });
  });
});

describe('what goes unused', () => {
  it('is granted, in no hand-out, and not needed by Valet Key', () => {
    const tokens = [
      token('used', { uses: 1 }),
      token('idle'),
      token('openid', { keeps: 'identity' }),
      token('denied', { isGranted: false }),
    ];
    expect(unusedTokens({ handOuts: 1, tokens })).toEqual(['idle']);
  });

  it('is nothing, as long as nothing was handed out at all', () => {
    expect(unusedTokens({ handOuts: 0, tokens: [token('idle')] })).toEqual([]);
  });
});
