import { describe, expect, it } from 'vitest';
import { effectLines } from '../../../src/renderer/revocation/revocation-effects.ts';
import type { BlastRadiusView } from '../../../src/contract/revocation.ts';
import { connection } from '../harness/fixtures.ts';

const NOW = new Date(2026, 10, 23, 14, 0).getTime();
const MINUTE = 60_000;

const RADIUS: BlastRadiusView = {
  what: 'grant',
  effects: {
    tokens: 'ends',
    copies: 'perhaps',
    refreshToken: 'ends',
    consent: 'remains',
    others: 'ends',
  },
  tokens: [
    { scope: ['read', 'write'], expiresAt: NOW + 10 * MINUTE, format: 'opaque' },
    { scope: [], expiresAt: NOW + 20 * MINUTE, format: 'opaque' },
  ],
  hasRefreshToken: true,
  handOuts: [
    { format: 'curl', count: 3, lastAt: NOW - 4 * MINUTE },
    { format: 'reveal', count: 1, lastAt: NOW - 60 * MINUTE },
  ],
  others: [],
};

const linesOf = (part: Partial<BlastRadiusView> = {}, grantType = 'authorization_code') =>
  effectLines({ ...RADIUS, ...part }, { grantType }, NOW);
const lineOf = (key: string, part: Partial<BlastRadiusView> = {}) =>
  linesOf(part).find((line) => line.key === key);

describe('what stops working, in words', () => {
  it('puts what is lost for certain first', () => {
    expect(linesOf().map(({ key, effect }) => [key, effect])).toEqual([
      ['refresh-token', 'ends'],
      ['tokens', 'ends'],
      ['copies', 'perhaps'],
      ['consent', 'remains'],
    ]);
  });

  it('counts tokens by scope set and says when they would end by themselves', () => {
    expect(lineOf('tokens')).toMatchObject({
      title: '2 access tokens in memory',
      note: 'read write · no scope; the last would expire at 14:20',
    });
  });

  it('tells of hand-outs, how and when', () => {
    expect(lineOf('copies')).toMatchObject({
      title: '4 copies handed out in the last day',
      note: '3 as curl, 1 shown; last 4 min ago',
    });
    expect(lineOf('copies', { handedOutUntil: NOW + 30 * MINUTE })?.note).toContain('14:30');
    expect(lineOf('copies', { handOuts: [] })).toBeUndefined();
  });

  it('leaves out what there is not', () => {
    const none = { hasRefreshToken: false, tokens: [], handOuts: [] };
    expect(linesOf(none).map(({ key }) => key)).toEqual(['consent']);
    expect(linesOf(none, 'client_credentials')).toEqual([]);
  });

  it('names other logins that go too, and only as far as the account is known', () => {
    const { id } = connection(1);
    const others = (count: number, certain: boolean) =>
      Array.from({ length: count }, (_, at) => ({ id, label: `L${at}`, certain }));
    expect(lineOf('others', { others: others(1, true) })).toMatchObject({
      effect: 'ends',
      title: '1 other login of the same client',
    });
    expect(lineOf('others', { others: others(5, false) })).toMatchObject({
      effect: 'perhaps',
      note: expect.stringContaining('L0, L1, L2 and 2 more') as string,
    });
  });

  it('ends with what nobody can take back: a JWT that is checked offline (RFC 9068 §5)', () => {
    expect(linesOf({ worksOfflineUntil: NOW + 5 * MINUTE }).at(-1)).toMatchObject({
      effect: 'offline',
      title: 'Copies work offline until 14:05',
    });
    expect(linesOf({ worksOfflineUntil: NOW }).at(-1)?.effect).not.toBe('offline');
  });
});
