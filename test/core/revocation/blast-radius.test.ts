import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../src/core/model/connection.ts';
import type { LedgerEntry } from '../../../src/core/port/ledger.ts';
import { blastRadius, type BlastFacts } from '../../../src/core/revocation/blast-radius.ts';
import { isPlan, revocationPlan } from '../../../src/core/revocation/revocation-plan.ts';
import { after, epochMs, seconds } from '../../../src/vocabulary/instant.ts';
import { FAKE_EPOCH } from '../../fake/clock.ts';
import { accessToken, idOf, login, loginAt } from './revocation-facts.ts';

const HOUR = 3600;
const at = (hours: number) => epochMs(FAKE_EPOCH + hours * HOUR * 1000);

const entry = (part: Partial<LedgerEntry>): LedgerEntry => ({
  id: 1,
  at: at(-1),
  kind: 'copied',
  connectionId: idOf(1),
  subject: 'alice',
  host: 'server.example.com',
  scope: ['read'],
  detail: 'raw',
  ...part,
});

const factsOf = (connection: Connection, part: Partial<BlastFacts> = {}): BlastFacts => {
  const plan = revocationPlan(connection);
  if (!isPlan(plan)) throw new Error(plan);
  return {
    connection,
    plan,
    tokens: [],
    connections: [connection],
    ledger: [],
    now: FAKE_EPOCH,
    ...part,
  };
};

const effectsAt = (preset: string, what: Parameters<typeof blastRadius>[1]) => {
  const metadata = { ...login(1).metadata };
  return blastRadius(factsOf(loginAt(preset, true, { metadata })), what).effects;
};

describe('what dies with a revocation', () => {
  it('is everything where the provider ends the grant', () => {
    expect(effectsAt('google', 'grant')).toEqual({
      tokens: 'ends',
      copies: 'ends',
      refreshToken: 'ends',
      consent: 'ends',
      others: 'ends',
    });
  });

  it('spares the consent where the provider ends the tokens of one login', () => {
    expect(effectsAt('dropbox', 'grant')).toMatchObject({ copies: 'ends', consent: 'remains' });
  });

  it('promises nothing of a refresh token that the provider has no way to end', () => {
    expect(effectsAt('twitch', 'grant')).toMatchObject({ tokens: 'ends', refreshToken: 'perhaps' });
    expect(effectsAt('slack', 'grant')).toMatchObject({ refreshToken: 'ends', consent: 'remains' });
  });

  it('leaves the login alone where the access token can be ended by itself', () => {
    expect(effectsAt('github', 'access-token')).toEqual({
      tokens: 'ends',
      copies: 'perhaps',
      refreshToken: 'remains',
      consent: 'remains',
      others: 'remains',
    });
  });

  it('is left open where RFC 7009 §2.1 leaves it to a server nobody knows', () => {
    const radius = (what: Parameters<typeof blastRadius>[1]) =>
      blastRadius(factsOf(login(1)), what).effects;
    expect(radius('grant')).toMatchObject({
      tokens: 'ends',
      copies: 'perhaps',
      consent: 'perhaps',
    });
    expect(radius('refresh-token')).toMatchObject({ refreshToken: 'ends', tokens: 'perhaps' });
    expect(radius('access-token')).toMatchObject({ tokens: 'ends', refreshToken: 'perhaps' });
  });
});

describe('what is at stake', () => {
  it('is every token in memory, by scope set, without its text', () => {
    const tokens = [accessToken('opaque-token-1', 600), accessToken('jwt', 900, ['write'])];
    const radius = blastRadius(factsOf(login(1), { tokens }), 'grant');
    expect(radius.tokens).toEqual([
      { scope: ['read'], expiresAt: after(FAKE_EPOCH, seconds(600)), format: 'opaque' },
      { scope: ['write'], expiresAt: after(FAKE_EPOCH, seconds(900)), format: 'jwt' },
    ]);
    expect(JSON.stringify(radius)).not.toContain('opaque-token-1');
  });

  it('is what was handed out in the last day, by format, the latest first', () => {
    const ledger = [
      entry({ at: at(-3), detail: 'curl' }),
      entry({ at: at(-1), detail: 'curl' }),
      entry({ at: at(-0.5), kind: 'revealed', detail: 'reveal' }),
      entry({ at: at(-24), detail: 'raw' }),
      entry({ at: at(-1), kind: 'refreshed' }),
      entry({ at: at(-1), connectionId: idOf(2) }),
    ];
    expect(blastRadius(factsOf(login(1), { ledger }), 'grant').handOuts).toEqual([
      { format: 'reveal', count: 1, lastAt: at(-0.5) },
      { format: 'curl', count: 2, lastAt: at(-1) },
    ]);
  });

  it('says when the last copy runs out by itself, however old the hand-out', () => {
    const ledger = [entry({ at: at(-30), expiresAt: at(5) }), entry({ expiresAt: at(-0.1) })];
    const radius = blastRadius(factsOf(login(1), { ledger }), 'grant');
    expect(radius.handedOutUntil).toBe(at(5));
    expect(radius).not.toHaveProperty('worksOfflineUntil');
  });

  it('says until when a JWT works offline, copies included (RFC 9068 §5)', () => {
    const tokens = [accessToken('jwt', HOUR)];
    const ledger = [entry({ expiresAt: at(2) })];
    const offline = (part: Partial<BlastFacts>) =>
      blastRadius(factsOf(login(1), part), 'grant').worksOfflineUntil;
    expect(offline({ tokens })).toBe(at(1));
    expect(offline({ tokens, ledger })).toBe(at(2));
    expect(offline({ tokens, now: at(1) })).toBeUndefined();
    expect(offline({ tokens: [accessToken('opaque-token-2', HOUR)] })).toBeUndefined();
  });
});

describe('other logins that go too', () => {
  const mine = loginAt('google', true, { metadata: login(1).metadata });
  const other = (seed: number, part: Partial<Connection> = {}): Connection => ({
    ...mine,
    id: idOf(seed),
    ...part,
  });
  const othersOf = (connection: Connection, ...rest: readonly Connection[]) =>
    blastRadius(factsOf(connection, { connections: [connection, ...rest] }), 'grant').others;

  it('are those of the same issuer, client and person', () => {
    const { registration, issuer } = mine;
    expect(
      othersOf(
        mine,
        other(2),
        other(3, { subject: { sub: 'bob' } }),
        other(4, { registration: { ...registration, clientId: 'another' } }),
        other(5, { issuer: login(1).issuer }),
        other(6, {
          standing: { kind: 'sign-in-required', since: at(0), because: 'VK_GRANT_REVOKED' },
        }),
        other(7, { grantType: 'client_credentials' }),
      ),
    ).toEqual([{ id: idOf(2), certain: true }]);
    expect(issuer).not.toBe(login(1).issuer);
  });

  it('are uncertain where the server never said who it was', () => {
    const { subject: _who, ...nobody } = mine;
    expect(othersOf(nobody, { ...nobody, id: idOf(2) }, other(3))).toEqual([
      { id: idOf(2), certain: false },
    ]);
  });

  it('are none where only this login’s tokens end', () => {
    const at = loginAt('dropbox');
    expect(othersOf(at, { ...at, id: idOf(2) })).toEqual([]);
  });
});
