import { describe, expect, it } from 'vitest';
import { scopeOf } from '../../../../src/core/model/scope.ts';
import { blameless, day, judgeBy } from './advice-rig.ts';

const granted = (...tokens: readonly string[]) => ({
  requestedScope: scopeOf(['openid', ...tokens]),
  grantedScope: scopeOf(['openid', ...tokens]),
});

describe('scopes that mean everything (RFC 9700 §2.3)', () => {
  it.each([
    '*',
    'admin',
    'admin:org',
    'sudo',
    'full_access',
    'repo.*',
    'https://www.googleapis.com/auth/cloud-platform',
  ])('are found: %s', (token) => {
    expect(judgeBy('full-access', blameless(granted(token)))).toEqual({
      action: 'sign-in-with-less',
      about: [token],
    });
  });

  it.each(['notes:read', 'administrative-units:read', 'api', 'catalogue', 'call'])(
    'are not guessed from a part of a word: %s',
    (token) => {
      expect(judgeBy('full-access', blameless(granted(token)))).toBeUndefined();
    },
  );

  it('advice knows that api means everything at GitLab', () => {
    const connection = blameless({ ...granted('api'), options: { preset: 'gitlab' } });
    expect(judgeBy('full-access', connection)).toMatchObject({ about: ['api'] });
  });

  it.each([
    'password',
    'refresh_token',
    'urn:ietf:params:oauth:grant-type:jwt-bearer',
    'urn:ietf:params:oauth:grant-type:token-exchange',
  ] as const)(
    'advice proposes no smaller scope where the grant cannot be repeated: %s',
    (grantType) => {
      const connection = blameless({ ...granted('*'), grantType });
      expect(judgeBy('full-access', connection)).toMatchObject({ action: 'look' });
    },
  );

  it('advice proposes no smaller scope where nothing else was asked for', () => {
    const alone = { requestedScope: scopeOf(['*']), grantedScope: scopeOf(['*']) };
    expect(judgeBy('full-access', blameless(alone))).toMatchObject({ action: 'look' });
    const added = blameless({ grantedScope: scopeOf(['openid', 'notes:read', '*']) });
    expect(judgeBy('full-access', added)).toMatchObject({ action: 'look' });
  });
});

describe('high-risk scopes that no handed-out token had (RFC 9700 §2.3)', () => {
  const github = { ...granted('read:user', 'delete_repo', 'gist'), options: { preset: 'github' } };

  it('advice finds more scopes than were asked for', () => {
    expect(judgeBy('high-risk-unused', blameless(github))).toEqual({
      action: 'sign-in-with-less',
      about: ['delete_repo', 'gist'],
    });
  });

  it('advice finds no unused scope once a token had it', () => {
    const handedOutScope = new Set(['delete_repo', 'gist']);
    expect(judgeBy('high-risk-unused', blameless(github), { handedOutScope })).toBeUndefined();
  });

  it('advice leaves unused scopes alone for a week, and lasting access always', () => {
    expect(judgeBy('high-risk-unused', blameless(github), { now: day(6) })).toBeUndefined();
    const lasting = blameless(granted('offline_access'));
    expect(judgeBy('high-risk-unused', lasting)).toBeUndefined();
  });
});

describe('more scopes granted than asked for (RFC 6749 §3.3)', () => {
  it('advice finds high-risk scopes that no token used', () => {
    const connection = blameless({ grantedScope: scopeOf(['openid', 'notes:read', 'mail:send']) });
    expect(judgeBy('more-than-asked', connection)).toEqual({
      action: 'look',
      about: ['mail:send'],
    });
  });

  it('advice finds no excess scope where less was granted, or nothing in particular was asked for', () => {
    const less = blameless({ grantedScope: scopeOf(['openid']) });
    expect(judgeBy('more-than-asked', less)).toBeUndefined();
    const open = blameless({ requestedScope: scopeOf([]) });
    expect(judgeBy('more-than-asked', open)).toBeUndefined();
  });
});
