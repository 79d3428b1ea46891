import { describe, expect, it } from 'vitest';
import {
  panicSummary,
  proofWords,
  rowWords,
  stopsWorking,
} from '../../../src/renderer/ends/revocation-words.ts';
import type { PanicRow } from '../../../src/shared/ipc/view-inspection.ts';
import { connection } from '../harness/fixtures.ts';

const NOW = new Date(2026, 10, 23, 14, 0).getTime();
const MINUTE = 60_000;

const row = (part: Partial<PanicRow>): PanicRow => {
  const { id: connectionId, label, host } = connection(1);
  return { connectionId, label, host, outcome: 'revoked', ...part };
};

describe('what could be proven of a revocation (RFC 7009 §2, RFC 7662 §2.2)', () => {
  it.each([
    ['introspection', 'dead', 'good', 'Confirmed dead (introspection)'],
    ['userinfo', 'dead', 'good', 'Confirmed dead (use)'],
    ['refresh', 'alive', 'bad', 'Still answers (refresh)'],
    ['none', 'unknown', 'warn', 'Cannot be found out here'],
  ] as const)('%s and %s is %s: “%s”', (method, outcome, tone, title) => {
    expect(proofWords({ method, outcome }, NOW)).toMatchObject({ tone, title });
  });

  it('says until when a copied JWT works offline (RFC 9068 §5)', () => {
    const proof = { method: 'introspection', outcome: 'dead' } as const;
    const until = (worksOfflineUntil: number) => proofWords({ ...proof, worksOfflineUntil }, NOW);
    expect(until(NOW + 65 * MINUTE).offline).toContain('until 15:05');
    expect(until(NOW + 3 * 24 * 60 * MINUTE).offline).toContain('Nov 26, 2026');
    expect(until(NOW).offline).toBeUndefined();
    expect(proofWords(proof, NOW).offline).toBeUndefined();
  });
});

describe('what a revocation ends', () => {
  it('names the refresh token only where there is one', () => {
    const all = stopsWorking({ hasRefreshToken: true, grantType: 'authorization_code' });
    const fewer = stopsWorking({ hasRefreshToken: false, grantType: 'authorization_code' });
    expect(all).toHaveLength(3);
    expect(fewer).toEqual(all.slice(1));
  });

  it('speaks of consent only where a person gave it', () => {
    expect(stopsWorking({ hasRefreshToken: false, grantType: 'client_credentials' })).toEqual([
      'The access tokens of this login, wherever they were copied to',
    ]);
  });
});

describe('a row of “revoke everything”', () => {
  it('sends the person to the provider where the server cannot be told', () => {
    expect(rowWords(row({ outcome: 'unsupported' }), NOW)).toMatchObject({
      tone: 'warn',
      needsHand: true,
    });
  });

  it('says why it failed, by the code', () => {
    const failure = { code: 'VK_OFFLINE', fields: {} } as const;
    expect(rowWords(row({ outcome: 'failed', failure }), NOW)).toEqual({
      tone: 'bad',
      short: 'Failed',
      text: 'The server cannot be reached.',
      needsHand: true,
    });
  });

  it('is not called good where the token still answers', () => {
    const proof = { method: 'userinfo', outcome: 'alive' } as const;
    expect(rowWords(row({ proof }), NOW)).toMatchObject({ tone: 'bad', needsHand: true });
  });

  it('needs no hand where the token is dead', () => {
    const proof = { method: 'userinfo', outcome: 'dead' } as const;
    expect(rowWords(row({ proof }), NOW)).toMatchObject({ tone: 'good', needsHand: false });
    expect(rowWords(row({}), NOW)).toMatchObject({ tone: 'good', short: 'Revoked' });
  });

  it('counts into one sentence', () => {
    expect(panicSummary([row({}), row({})])).toBe('2 of 2 revoked.');
    expect(panicSummary([row({}), row({ outcome: 'unsupported' })])).toBe(
      '1 of 2 revoked; 1 left to you.',
    );
  });
});
