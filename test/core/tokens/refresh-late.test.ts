import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../src/core/model/connection.ts';
import { scopeOf } from '../../../src/core/model/scope.ts';
import { PRESETS, endsOldAccessToken } from '../../../src/core/catalogue/catalogue.ts';
import { keepAliveDue } from '../../../src/core/expiry/upkeep.ts';
import { after, between, seconds } from '../../../src/vocabulary/instant.ts';
import { FAKE_EPOCH } from '../../fake/clock.ts';
import { connectionId, connectionOf } from '../../fixtures/connection.ts';
import { accessTokenRig } from './access-token-rig.ts';

const ID = connectionId(1);
const DAY = 86_400;
const gitlab = (changes: Partial<Connection> = {}) =>
  connectionOf({ options: { preset: 'gitlab' }, ...changes });

it('which servers end the old access token at a refresh is known of their presets', () => {
  const ending = PRESETS.filter(({ id }) => endsOldAccessToken({ options: { preset: id } }));
  expect(ending.map(({ id }) => id)).toEqual(['airtable', 'github-app', 'gitlab', 'ory-hydra']);
  expect(endsOldAccessToken({})).toBe(false);
  expect(endsOldAccessToken({ options: { preset: 'constructor' } })).toBe(false);
});

describe('where a refresh ends the access token before it', () => {
  it('a token is given until its last minute, so that copies of it live on', async () => {
    const { accessTokens, asked, clock } = await accessTokenRig({ connections: [gitlab()] });
    const first = await accessTokens.get(ID);
    await clock.advance(3539);
    expect(await accessTokens.get(ID)).toBe(first);
    await clock.advance(1);
    await accessTokens.get(ID);
    expect(asked).toHaveLength(2);
  });

  it('a caller who needs more time than is left gets it all the same', async () => {
    const { accessTokens, asked, clock } = await accessTokenRig({ connections: [gitlab()] });
    await accessTokens.get(ID);
    await clock.advance(3301);
    await accessTokens.get(ID, { atLeast: seconds(300) });
    expect(asked).toHaveLength(2);
  });

  it('the tokens for other scope sets are forgotten with it, since they are dead', async () => {
    const { accessTokens, asked, clock } = await accessTokenRig({ connections: [gitlab()] });
    const read = { scope: scopeOf(['read']) };
    const whole = await accessTokens.get(ID);
    await accessTokens.get(ID, read);
    expect(accessTokens.peek(ID)).toBeUndefined();
    await clock.advance(10);
    expect(await accessTokens.get(ID)).not.toBe(whole);
    expect(accessTokens.peek(ID, read)).toBeUndefined();
    expect(asked).toHaveLength(3);
  });

  it('the tokens for other scope sets stay where the server lets them live', async () => {
    const { accessTokens } = await accessTokenRig();
    const whole = await accessTokens.get(ID);
    await accessTokens.get(ID, { scope: scopeOf(['read']) });
    expect(accessTokens.peek(ID)).toBe(whole);
  });
});

describe('keeping such a login alive', () => {
  const expiry = {
    at: after(FAKE_EPOCH, seconds(10 * DAY)),
    warnAt: after(FAKE_EPOCH, seconds(8 * DAY)),
    because: 'idle',
    source: 'known',
  } as const;
  const dueInDays = (connection: Connection): number => {
    const due = keepAliveDue(connection, expiry, FAKE_EPOCH);
    return due === undefined ? NaN : between(FAKE_EPOCH, due) / DAY;
  };

  it('comes later than for others, and leaves a twentieth of the time', () => {
    for (let serial = 0; serial < 100; serial += 1) {
      const late = dueInDays(gitlab({ id: connectionId(serial) }));
      expect(late).toBeGreaterThanOrEqual(8);
      expect(late).toBeLessThanOrEqual(9.5);
    }
  });

  const copied = (days: number) =>
    gitlab({
      lastUsedAt: after(FAKE_EPOCH, seconds(60)),
      accessTokenLifetime: seconds(days * DAY),
    });

  it('waits for the end of a token that was handed out', () => {
    expect(dueInDays(copied(9.2))).toBeCloseTo(9.2);
  });

  it('does not wait until the login is in danger', () => {
    expect(dueInDays(copied(30))).toBeCloseTo(9.5);
  });

  it('does not wait for a token that was handed out before the last refresh', () => {
    const before = { ...copied(9.2), lastUsedAt: after(FAKE_EPOCH, seconds(-60)) };
    expect(dueInDays(before)).toBe(dueInDays(gitlab()));
  });
});
