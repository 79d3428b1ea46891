import { describe, expect, it } from 'vitest';
import { seconds } from '../../../../src/vocabulary/instant.ts';
import { blameless, judgeBy, knownPreset } from './advice-rig.ts';

const DAY = 86_400;

describe('access tokens that live long (RFC 6750 §5.3)', () => {
  it('are found beyond a day', () => {
    const stated = seconds(60 * DAY);
    expect(judgeBy('long-lived-token', blameless(), { stated })).toEqual({
      action: 'revoke',
      days: 60,
    });
  });

  it('are none at a day, nor where nothing is known', () => {
    expect(judgeBy('long-lived-token', blameless(), { stated: seconds(DAY) })).toBeUndefined();
    expect(judgeBy('long-lived-token', blameless(), { stated: undefined })).toBeUndefined();
  });
});

describe('access tokens without a stated end (RFC 6749 §5.1)', () => {
  it('are found', () => {
    expect(judgeBy('no-stated-expiry', blameless(), { hasNoStatedExpiry: true })).toEqual({
      action: 'revoke',
    });
  });

  it('are none with one', () => {
    expect(judgeBy('no-stated-expiry', blameless())).toBeUndefined();
  });
});

describe('refresh tokens of a public client that are not rotated (RFC 9700 §4.14.2)', () => {
  const preset = knownPreset('gitlab');
  const never = { ...preset, refresh: { ...preset.refresh, rotates: 'never' as const } };

  it('are found by what was seen, and by what is known of the provider', () => {
    expect(judgeBy('no-rotation', blameless(), { hasRotated: false })).toEqual({
      action: 'explain',
    });
    expect(judgeBy('no-rotation', blameless(), { preset: never })).toEqual({ action: 'explain' });
  });

  it('are none where a rotation was seen, whatever is said of the provider', () => {
    expect(
      judgeBy('no-rotation', blameless(), { preset: never, hasRotated: true }),
    ).toBeUndefined();
    expect(judgeBy('no-rotation', blameless())).toBeUndefined();
  });

  it('need none where they are bound to a key or a secret, or where there is none', () => {
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
  it('is found where one was seen', () => {
    expect(judgeBy('token-in-fragment', blameless(), { hasTokenInFragment: true })).toEqual({
      action: 'revoke',
    });
    expect(judgeBy('token-in-fragment', blameless())).toBeUndefined();
  });
});
