import { describe, expect, it } from 'vitest';
import { LOOPBACK_HOSTS, parseIssuer } from '../../../src/core/model/issuer.ts';
import {
  withObservation,
  observationOf,
  loginExpiry,
} from '../../../src/core/expiry/login-expiry.ts';
import type { ObservedLifetime } from '../../../src/core/port/settings.ts';
import { after, seconds, type EpochMs } from '../../../src/vocabulary/instant.ts';
import { FAKE_EPOCH } from '../../fake/clock.ts';
import { connectionOf } from '../../fixtures/connection.ts';

const day = (count: number): EpochMs => after(FAKE_EPOCH, seconds(count * 86_400));
const days = (count: number) => seconds(count * 86_400);
const at = (issuer: string, changes = {}) =>
  connectionOf({ issuer: parseIssuer(issuer, LOOPBACK_HOSTS), ...changes });
const OKTA = 'https://dev-1.okta.com';

describe('when a login will end', () => {
  it('is not known of an unknown server', () => {
    expect(loginExpiry(at('https://as.example'), day(1))).toBeUndefined();
  });

  it('is 7 days after the last use at Okta, with a fifth of that as notice', () => {
    const connection = at(OKTA, { refreshedAt: day(2) });
    expect(loginExpiry(connection, day(3))).toEqual({
      at: day(9),
      warnAt: day(7.6),
      because: 'idle',
      source: 'known',
    });
  });

  it('is 365 days after the sign-in at LinkedIn, with a week of notice, used or not', () => {
    const connection = at('https://www.linkedin.com/oauth', { refreshedAt: day(300) });
    expect(loginExpiry(connection, day(301))).toMatchObject({
      at: day(365),
      warnAt: day(358),
      because: 'age',
    });
  });

  it('is never taken from a host that only ends alike', () => {
    expect(loginExpiry(at('https://notokta.com'), day(1))).toBeUndefined();
    expect(loginExpiry(at('https://okta.com.evil.example'), day(1))).toBeUndefined();
  });

  it('is the earliest of what is stated, known and learned', () => {
    const stated = loginExpiry(at(OKTA), day(0), undefined, days(3));
    expect(stated).toMatchObject({ at: day(3), source: 'stated' });
    const learned = { longestIdle: days(2), endedAfterIdle: days(4), greatestAge: days(9) };
    expect(loginExpiry(at(OKTA), day(0), learned)).toMatchObject({
      at: day(2),
      source: 'observed',
    });
  });

  it('is not counted from the future where the clock was set back', () => {
    const connection = at(OKTA, { refreshedAt: day(3650) });
    expect(loginExpiry(connection, day(1))?.at).toBe(day(8));
  });

  it('is no question where there is no login left', () => {
    const marked = {
      kind: 'sign-in-required',
      since: day(0),
      because: 'VK_GRANT_REVOKED',
    } as const;
    expect(loginExpiry(at(OKTA, { standing: marked }), day(1))).toBeUndefined();
    expect(loginExpiry(at(OKTA, { hasRefreshToken: false }), day(1))).toBeUndefined();
  });
});

describe('the lifetime observed at an issuer', () => {
  const seen = (idle: number, age: number, hasWorked: boolean) => ({
    idle: days(idle),
    age: days(age),
    hasWorked,
  });
  const afterAll = (...refreshes: readonly ReturnType<typeof seen>[]) =>
    refreshes.reduce<ObservedLifetime | undefined>(withObservation, undefined);

  it('has no limit where every refresh worked', () => {
    const observed = afterAll(seen(1, 1, true), seen(5, 40, true));
    expect(observed).toEqual({ longestIdle: days(5), greatestAge: days(40) });
    expect(loginExpiry(at('https://as.example'), day(0), observed)).toBeUndefined();
  });

  it('has a limit once a login ended after being idle for longer than any that lived', () => {
    const observed = afterAll(seen(5, 60, true), seen(8, 50, false));
    expect(observed).toEqual({
      longestIdle: days(5),
      endedAfterIdle: days(8),
      greatestAge: days(60),
    });
  });

  it('has no limit from an end that idle time and age do not explain: that was a revocation', () => {
    expect(afterAll(seen(5, 60, true), seen(1, 2, false))).toEqual({
      longestIdle: days(5),
      greatestAge: days(60),
    });
    expect(afterAll(seen(1, 1, false))).toEqual({ longestIdle: 0, greatestAge: 0 });
  });

  it('loses its limit when a login outlives it', () => {
    const observed = afterAll(seen(5, 60, true), seen(8, 50, false), seen(9, 9, true));
    expect(observed).toEqual({ longestIdle: days(9), greatestAge: days(60) });
  });

  it('counts idle time from the last refresh and age from the sign-in', () => {
    const connection = connectionOf({ signedInAt: day(0), refreshedAt: day(3) });
    expect(observationOf(connection, day(10), false)).toEqual(seen(7, 10, false));
    expect(observationOf(connectionOf(), day(4), true)).toEqual(seen(4, 4, true));
  });
});
