import { describe, expect, it } from 'vitest';
import { seconds } from '../../../../src/vocabulary/instant.ts';
import { blameless, judgeBy, knownPreset } from './advice-rig.ts';

const DAY = 86_400;

describe('access tokens that live long (RFC 6750 §5.3)', () => {
  it('advice finds access tokens that live longer than a day', () => {
    const stated = seconds(60 * DAY);
    expect(judgeBy('long-lived-token', blameless(), { stated })).toEqual({
      action: 'revoke',
      days: 60,
    });
  });

  it('advice finds no long life at a day, nor where none is known', () => {
    expect(judgeBy('long-lived-token', blameless(), { stated: seconds(DAY) })).toBeUndefined();
    expect(judgeBy('long-lived-token', blameless(), { stated: undefined })).toBeUndefined();
  });
});

describe('access tokens without a stated end (RFC 6749 §5.1)', () => {
  it('advice finds access tokens without a stated end', () => {
    expect(judgeBy('no-stated-expiry', blameless(), { hasNoStatedExpiry: true })).toEqual({
      action: 'revoke',
    });
  });

  it('advice finds nothing in an access token with a stated end', () => {
    expect(judgeBy('no-stated-expiry', blameless())).toBeUndefined();
  });
});

describe('refresh tokens of a public client that are not rotated (RFC 9700 §4.14.2)', () => {
  const preset = knownPreset('gitlab');
  const never = { ...preset, refresh: { ...preset.refresh, rotates: 'never' as const } };

  it('advice finds refresh tokens that do not rotate by what was seen, and by the provider', () => {
    expect(judgeBy('no-rotation', blameless(), { hasRotated: false })).toEqual({
      action: 'explain',
    });
    expect(judgeBy('no-rotation', blameless(), { preset: never })).toEqual({ action: 'explain' });
  });

  it('advice believes a rotation that was seen before what is known of the provider', () => {
    expect(
      judgeBy('no-rotation', blameless(), { preset: never, hasRotated: true }),
    ).toBeUndefined();
    expect(judgeBy('no-rotation', blameless())).toBeUndefined();
  });

  it('advice asks no rotation of refresh tokens that are bound to a key or a secret', () => {
    const hasRotated = false;
    const bound = blameless({ options: { usesDpop: true } });
    expect(judgeBy('no-rotation', bound, { hasRotated })).toBeUndefined();
    const registration = {
      ...blameless().registration,
      tokenEndpointAuthMethod: 'private_key_jwt' as const,
    };
    expect(judgeBy('no-rotation', blameless({ registration }), { hasRotated })).toBeUndefined();
    const none = blameless({ hasRefreshToken: false });
    expect(judgeBy('no-rotation', none, { hasRotated })).toBeUndefined();
  });
});

describe('a token in a fragment (RFC 9700 §2.1.2)', () => {
  it('advice finds a token in a fragment where one was seen', () => {
    expect(judgeBy('token-in-fragment', blameless(), { hasTokenInFragment: true })).toEqual({
      action: 'revoke',
    });
    expect(judgeBy('token-in-fragment', blameless())).toBeUndefined();
  });
});
