import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../../src/core/model/connection.ts';
import { presetById } from '../../../../src/core/catalogue/catalogue.ts';
import { connectionId } from '../../../fixtures/connection.ts';
import { blameless, day, judgeBy } from './advice-rig.ts';

describe('the password grant (RFC 9700 §2.4)', () => {
  it('advice finds a login by the password grant', () => {
    expect(judgeBy('password-grant', blameless({ grantType: 'password' }))).toEqual({
      action: 'set-up-again',
    });
  });

  it('advice finds no password grant in a login by another grant', () => {
    expect(judgeBy('password-grant', blameless())).toBeUndefined();
  });
});

describe('a client secret in a program on a desktop (RFC 8252 §8.5)', () => {
  const withMethod = (
    tokenEndpointAuthMethod: Connection['registration']['tokenEndpointAuthMethod'],
    changes: Partial<Connection> = {},
  ) =>
    blameless({
      ...changes,
      registration: { ...blameless().registration, tokenEndpointAuthMethod },
    });

  it.each(['client_secret_basic', 'client_secret_post'] as const)(
    'advice finds a client secret of a desktop program: %s',
    (method) => {
      expect(judgeBy('client-secret', withMethod(method))).toEqual({ action: 'explain' });
    },
  );

  it('advice proposes a public client where the provider takes one', () => {
    const preset = presetById('gitlab');
    expect(judgeBy('client-secret', withMethod('client_secret_post'), { preset })).toEqual({
      action: 'set-up-again',
    });
  });

  it('advice takes neither a key of our own nor the secret of a service for one', () => {
    expect(judgeBy('client-secret', withMethod('none'))).toBeUndefined();
    expect(judgeBy('client-secret', withMethod('private_key_jwt'))).toBeUndefined();
    const service = withMethod('client_secret_basic', { grantType: 'client_credentials' });
    expect(judgeBy('client-secret', service)).toBeUndefined();
  });
});

describe('a login that was not used for 90 days (RFC 7009 §1)', () => {
  it('advice says to revoke a login that was unused for 90 days', () => {
    expect(judgeBy('unused', blameless(), { now: day(90) })).toEqual({
      action: 'revoke',
      days: 90,
    });
    const used = blameless({ lastUsedAt: day(30) });
    expect(judgeBy('unused', used, { now: day(121) })).toEqual({ action: 'revoke', days: 91 });
  });

  it('advice says to forget an unused login that cannot be revoked', () => {
    const ended = { kind: 'sign-in-required', since: day(1), because: 'VK_GRANT_REVOKED' } as const;
    expect(judgeBy('unused', blameless({ standing: ended }), { now: day(90) })).toMatchObject({
      action: 'forget',
    });
  });

  it('advice finds no unused login after 89 days, nor after a new sign-in', () => {
    expect(judgeBy('unused', blameless(), { now: day(89) })).toBeUndefined();
    const fresh = blameless({ lastUsedAt: day(1), signedInAt: day(80) });
    expect(judgeBy('unused', fresh, { now: day(120) })).toBeUndefined();
  });
});

describe('several logins of one person (OpenID Connect Core §5.7)', () => {
  it('advice finds a login that a later one replaces', () => {
    const laterLogin = blameless({ id: connectionId(2) });
    expect(judgeBy('several-logins', blameless(), { laterLogin })).toEqual({ action: 'forget' });
  });

  it('advice finds no replaced login where there is one login only', () => {
    expect(judgeBy('several-logins', blameless())).toBeUndefined();
  });
});
