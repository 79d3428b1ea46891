import { describe, expect, it } from 'vitest';
import { ValetKeyError } from '../../../src/core/fault/valet-key-error.ts';
import type { Connection } from '../../../src/core/model/connection.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import { promisedToken } from '../../../src/core/tokens/promised-token.ts';
import type { ErrorCode } from '../../../src/vocabulary/error-code.ts';
import { seconds } from '../../../src/vocabulary/instant.ts';
import { connectionId, connectionOf } from '../../fixtures/connection.ts';
import { accessTokenRig } from './access-token-rig.ts';

const ID = connectionId(1);
const FIVE_MINUTES = seconds(300);

const rigOf = async (lifetime: number, changes: Partial<Connection> = {}) => {
  const rig = await accessTokenRig({ connections: [connectionOf(changes)] });
  const living = () => Promise.resolve({ lifetime: seconds(lifetime) });
  rig.reactWith(living);
  const promise = (atLeast = FIVE_MINUTES, wanted = {}) =>
    promisedToken({ ...rig, connections: rig.records }, ID, wanted, atLeast);
  return {
    ...rig,
    promise,
    /** How many refreshes copies bring that are made so many seconds apart. */
    async copies(count: number, apart: number) {
      for (let copy = 0; copy < count; copy += 1) {
        await promise();
        await rig.clock.advance(apart);
      }
      return rig.asked.length;
    },
    failWith: (code: ErrorCode, fields = {}) =>
      rig.reactWith(() => Promise.reject(new ValetKeyError(code, { fields }))),
  };
};

describe('a copied token', () => {
  it('has five minutes left at least: it is refreshed first where it has less', async () => {
    const { promise, asked, clock } = await rigOf(600);
    const first = await promise();
    await clock.advance(300);
    expect(await promise()).toEqual({ token: first.token });
    await clock.advance(1);
    const second = await promise();
    expect(second).toEqual({ token: expect.objectContaining({ obtainedAt: clock.now() }) });
    expect(asked).toHaveLength(2);
  });

  it('is whatever is left where nothing is promised', async () => {
    const { promise, asked, clock } = await rigOf(600);
    const { token } = await promise();
    await clock.advance(599);
    expect(await promise(seconds(0))).toEqual({ token });
    await clock.advance(1);
    expect((await promise(seconds(0))).token).not.toBe(token);
    expect(asked).toHaveLength(2);
  });

  it('keeps the promise for fewer scope tokens too', async () => {
    const { promise, asked, clock } = await rigOf(600);
    const read = { scope: scopeOf(['read']) };
    await promise(FIVE_MINUTES, read);
    await clock.advance(301);
    await promise(FIVE_MINUTES, read);
    expect(asked.map(({ scope }) => scope)).toEqual([['read'], ['read']]);
  });
});

describe('where the server makes tokens shorter than was promised', () => {
  it('the person gets a warning, and the longest life within reason', async () => {
    const { promise, asked, clock } = await rigOf(60);
    const first = await promise();
    expect(first.because).toBe('server-lifetime');
    await clock.advance(15);
    expect((await promise()).token).toBe(first.token);
    await clock.advance(1);
    expect((await promise()).token).not.toBe(first.token);
    expect(asked).toHaveLength(2);
  });

  it.each([
    [300, 15, true],
    [300, 16, false],
    [290, 5, true],
    [284, 0, false],
  ])('a life of %i s is nearly five minutes after %i s: %s', async (life, age, isKept) => {
    const { promise, clock } = await rigOf(life);
    await promise();
    await clock.advance(age);
    expect((await promise()).because).toBe(isKept ? undefined : 'server-lifetime');
  });

  it.each([
    [600, 100, 3, 1],
    [300, 100, 5, 7],
    [60, 100, 5, 25],
    [20, 100, 1, 17],
    [304, 100, 5, 7],
  ])('a life of %i s and %i copies %i s apart bring %i refreshes', async (life, ...rest) => {
    const [count, apart, refreshes] = rest;
    const rig = await rigOf(life);
    expect(await rig.copies(count, apart)).toBe(refreshes);
  });

  it('a token younger than 5 s is never replaced', async () => {
    const { promise, asked, clock } = await rigOf(8);
    const { token } = await promise();
    await clock.advance(3);
    expect((await promise()).token).toBe(token);
    expect(asked).toHaveLength(1);
  });
});

describe('where there is no new token to be had', () => {
  const alone = { hasRefreshToken: false } as const;

  it('the one that is held is given, and the login is not marked', async () => {
    const { accessTokens, promise, clock, records, reply } = await rigOf(600, alone);
    const connection = connectionOf(alone);
    const response = reply({ ...connection, connection } as never, { lifetime: seconds(600) });
    accessTokens.adopt(connection, response);
    await clock.advance(590);
    expect(await promise()).toEqual({ token: response.token, because: 'not-renewable' });
    expect(records.get(ID)?.standing).toEqual({ kind: 'active' });
    await clock.advance(10);
    await expect(promise()).rejects.toMatchObject({ code: 'VK_SIGN_IN_REQUIRED' });
  });

  it.each(['VK_OFFLINE', 'VK_TIMEOUT', 'VK_SERVER_UNAVAILABLE', 'VK_RATE_LIMITED'] as const)(
    'because of %s, the one that is held is given, and why',
    async (code) => {
      const { promise, clock, failWith } = await rigOf(600);
      const { token } = await promise();
      await clock.advance(400);
      failWith(code);
      expect(await promise()).toEqual({ token, because: 'not-reached' });
      await clock.advance(200);
      await expect(promise()).rejects.toMatchObject({ code });
    },
  );

  it.each(['VK_GRANT_REVOKED', 'VK_CLIENT_REJECTED', 'VK_RESPONSE_MALFORMED'] as const)(
    'because of %s, that is what the person hears',
    async (code) => {
      const { promise, clock, failWith } = await rigOf(600);
      await promise();
      await clock.advance(400);
      failWith(code);
      await expect(promise()).rejects.toMatchObject({ code });
    },
  );

  it('a held token that a lost answer may have ended is not given', async () => {
    const rig = await rigOf(600, { options: { preset: 'gitlab' } });
    const { token } = await rig.promise();
    await rig.clock.advance(400);
    rig.failWith('VK_OFFLINE', { sent: false });
    expect(await rig.promise()).toEqual({ token, because: 'not-reached' });
    await rig.clock.advance(5);
    rig.failWith('VK_TIMEOUT');
    await expect(rig.promise()).rejects.toMatchObject({ code: 'VK_TIMEOUT' });
  });
});
