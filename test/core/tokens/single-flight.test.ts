import { describe, expect, it } from 'vitest';
import { scopeOf } from '../../../src/core/model/scope.ts';
import { seconds } from '../../../src/vocabulary/instant.ts';
import { seededRandom } from '../../fake/seeded-random.ts';
import { connectionId, connectionOf } from '../../fixtures/connection.ts';
import { accessTokenRig } from './access-token-rig.ts';

const ID = connectionId(1);
/** The fault runner asks for more. */
const SEEDS = Number(process.env['VALET_KEY_FAULT_SEEDS'] ?? 1000);
const CALLERS = 200;

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
};

describe('one refresh for all who wait (F4)', () => {
  it(`is the only request of ${CALLERS} callers at expiry, whatever the order, ${SEEDS} times`, async () => {
    const { accessTokens, asked, clock } = await accessTokenRig();
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const random = seededRandom(seed);
      const callers = Array.from({ length: CALLERS }, async () => {
        const isForced = random() < 0.2;
        await turns(Math.floor(random() * 40));
        return isForced ? accessTokens.refresh(ID) : accessTokens.get(ID);
      });
      const tokens = new Set(await Promise.all(callers));
      expect({ seed, tokens: tokens.size, requests: asked.length }).toEqual({
        seed,
        tokens: 1,
        requests: seed,
      });
      await clock.advance(3600);
    }
    const sent = asked.map(({ refreshToken }) => refreshToken.expose());
    expect(new Set(sent).size).toBe(sent.length);
  });

  it('is one request for each of 8 scope sets asked for at once, one after the other', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const connections = [connectionOf({ grantedScope: scopeOf([...names, 'all']) })];
    const { accessTokens, asked, reactWith } = await accessTokenRig({ connections });
    let running = 0;
    let most = 0;
    reactWith(async () => {
      running += 1;
      most = Math.max(most, running);
      await turns(10);
      running -= 1;
      return {};
    });
    const wanted = names.map((name) => ({ scope: scopeOf([name, 'all']) }));
    const calls = [...wanted, ...wanted, ...wanted].map((one) => accessTokens.get(ID, one));
    const tokens = await Promise.all(calls);
    expect(most).toBe(1);
    expect(asked).toHaveLength(8);
    expect(new Set(tokens).size).toBe(8);
    expect(tokens.map(({ scope }) => scope)).toEqual(
      [...wanted, ...wanted, ...wanted].map(({ scope }) => scope),
    );
  });

  it('does not let one slow server delay another connection', async () => {
    const connections = [connectionOf(), connectionOf({ id: connectionId(2) })];
    const { accessTokens, reactWith } = await accessTokenRig({ connections });
    let answerSlow = (): void => undefined;
    const slow = new Promise<void>((resolve) => (answerSlow = resolve));
    reactWith(async ({ connection }) => {
      if (connection.id === ID) await slow;
      return {};
    });
    const waiting = accessTokens.get(ID);
    await accessTokens.get(connectionId(2));
    expect(accessTokens.peek(ID)).toBeUndefined();
    answerSlow();
    await waiting;
  });
});

describe('clocks that jump (F8)', () => {
  const HOUR = 3600;
  const YEAR = 365 * 24 * HOUR;
  it.each([
    ['an hour on', HOUR],
    ['an hour back (the end of summer time)', -HOUR],
    ['ten years on', 10 * YEAR],
    ['ten years back', -10 * YEAR],
    ['a second on', 1],
  ])('%s: at most one refresh, no storm', async (_title, by) => {
    const { accessTokens, asked, clock } = await accessTokenRig();
    await accessTokens.get(ID);
    clock.jump(by);
    for (let call = 0; call < 100; call += 1) {
      await accessTokens.get(ID);
      await clock.advance(1);
    }
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it.each([10 * YEAR, -10 * YEAR])('a jump by %i s during the request: no storm', async (by) => {
    const { accessTokens, asked, clock, reactWith } = await accessTokenRig();
    let hasJumped = false;
    reactWith(() => {
      if (!hasJumped) clock.jump(by);
      hasJumped = true;
      return Promise.resolve({});
    });
    for (let call = 0; call < 100; call += 1) {
      await accessTokens.get(ID);
      await clock.advance(1);
    }
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it('back and forth: one refresh a jump at most', async () => {
    const { accessTokens, asked, clock } = await accessTokenRig();
    for (let turn = 0; turn < 20; turn += 1) {
      clock.jump(turn % 2 === 0 ? YEAR : -YEAR);
      for (let call = 0; call < 10; call += 1) await accessTokens.get(ID);
      await clock.advance(5);
    }
    expect(asked.length).toBeLessThanOrEqual(21);
  });

  it('a sleep of 8 h that the monotonic clock missed: the token is not taken for fresh', async () => {
    const { accessTokens, asked, clock } = await accessTokenRig();
    await accessTokens.get(ID);
    clock.jump(8 * HOUR);
    await Promise.all(Array.from({ length: 50 }, () => accessTokens.get(ID)));
    expect(asked).toHaveLength(2);
  });

  it('a wall clock set back does not make an old token fresh', async () => {
    const { accessTokens, asked, clock, reactWith } = await accessTokenRig();
    reactWith(() => Promise.resolve({ lifetime: seconds(600) }));
    await accessTokens.get(ID);
    await clock.advance(600);
    clock.jump(-600);
    await accessTokens.get(ID);
    expect(asked).toHaveLength(2);
  });
});
