import { describe, expect, it } from 'vitest';
import {
  revokeAllSummary,
  proofWords,
  rowWords,
} from '../../../src/renderer/revocation/revocation-words.ts';
import type { RevokeAllRow } from '../../../src/contract/revocation.ts';
import { revokeAllGroups } from '../../../src/renderer/revocation/revoke-all-rows.tsx';
import { connection } from '../harness/fixtures.ts';

const NOW = new Date(2026, 10, 23, 14, 0).getTime();
const MINUTE = 60_000;

const row = (part: Partial<RevokeAllRow>): RevokeAllRow => {
  const { id: connectionId, label, host } = connection(1);
  return { connectionId, label, host, outcome: 'revoked', ...part };
};

describe('what could be proven of a revocation (RFC 7009 §2, RFC 7662 §2.2)', () => {
  it.each([
    ['introspection', 'inactive', 'good', 'Confirmed invalid (introspection)'],
    ['userinfo', 'inactive', 'good', 'Confirmed invalid (use)'],
    ['refresh', 'active', 'bad', 'Still answers (refresh)'],
    ['none', 'unknown', 'warn', 'Cannot be found out here'],
  ] as const)('%s and %s is %s: “%s”', (method, outcome, tone, title) => {
    expect(proofWords({ method, outcome }, NOW)).toMatchObject({ tone, title });
  });

  it('says until when a copied JWT works offline (RFC 9068 §5)', () => {
    const proof = { method: 'introspection', outcome: 'inactive' } as const;
    const until = (worksOfflineUntil: number) => proofWords({ ...proof, worksOfflineUntil }, NOW);
    expect(until(NOW + 65 * MINUTE).offline).toContain('until 15:05');
    expect(until(NOW + 3 * 24 * 60 * MINUTE).offline).toContain('Nov 26, 2026');
    expect(until(NOW).offline).toBeUndefined();
    expect(proofWords(proof, NOW).offline).toBeUndefined();
  });
});

describe('a row of “revoke everything”', () => {
  it('sends the person to the provider where the server has no revocation endpoint', () => {
    const blocked = rowWords(row({ outcome: 'blocked', block: 'needs-secret' }), NOW);
    expect(blocked).toMatchObject({ tone: 'warn', needsPerson: true });
    expect(blocked.text).toContain('secret');
  });

  it('says why it failed, by the code', () => {
    const failure = { code: 'VK_OFFLINE', fields: {} } as const;
    expect(rowWords(row({ outcome: 'failed', failure }), NOW)).toEqual({
      tone: 'bad',
      short: 'Failed',
      text: 'The server cannot be reached.',
      needsPerson: true,
    });
  });

  it('is not called good where the token still answers', () => {
    const proof = { method: 'userinfo', outcome: 'active' } as const;
    expect(rowWords(row({ proof }), NOW)).toMatchObject({ tone: 'bad', needsPerson: true });
  });

  it('asks nothing of the person where the token no longer works', () => {
    const proof = { method: 'userinfo', outcome: 'inactive' } as const;
    expect(rowWords(row({ proof }), NOW)).toMatchObject({ tone: 'good', needsPerson: false });
  });

  it('is not called revoked where there was nothing to send', () => {
    const proof = { method: 'nothing-held', outcome: 'unknown' } as const;
    expect(rowWords(row({ proof }), NOW)).toMatchObject({
      tone: 'warn',
      short: 'No token was held here',
      needsPerson: true,
    });
  });

  it('says that nothing has changed where it was stopped in time', () => {
    expect(rowWords(row({ outcome: 'cancelled' }), NOW)).toMatchObject({
      short: 'Not sent',
      needsPerson: false,
    });
  });

  it('counts into one sentence', () => {
    const inactive = row({ proof: { method: 'introspection', outcome: 'inactive' } });
    const empty = row({ proof: { method: 'nothing-held', outcome: 'unknown' } });
    expect(revokeAllSummary([inactive, inactive], false)).toBe('2 of 2 revoked.');
    expect(revokeAllSummary([inactive, row({ outcome: 'blocked' }), empty], false)).toBe(
      '1 of 3 revoked; 2 left to you.',
    );
    expect(revokeAllSummary([inactive, row({ outcome: 'running' })], true)).toBe('1 of 2 done.');
  });
});

describe('the rows of “revoke everything”, by server', () => {
  const inactive = { method: 'introspection', outcome: 'inactive' } as const;
  const rows = [
    row({ host: 'done.example', proof: inactive }),
    row({ host: 'left.example', outcome: 'blocked', grantsPage: 'https://left.example/apps' }),
    row({ host: 'left.example', proof: inactive }),
  ];

  it('put the servers first that are left to the person, with one page each', () => {
    const groups = revokeAllGroups(rows, NOW, false);
    expect(groups.map(({ host, revoked }) => [host, revoked])).toEqual([
      ['left.example', 1],
      ['done.example', 1],
    ]);
    expect(groups[0]?.toVisit?.grantsPage).toBe('https://left.example/apps');
    expect(groups[1]?.toVisit).toBeUndefined();
  });

  it('keep their places while it runs', () => {
    expect(revokeAllGroups(rows, NOW, true).map(({ host }) => host)).toEqual([
      'done.example',
      'left.example',
    ]);
  });
});
