import { describe, expect, it } from 'vitest';
import { scopeOf } from '../../../src/core/model/scope.ts';
import type { GrantType } from '../../../src/vocabulary/oauth.ts';
import { presetById } from '../../../src/core/catalogue/catalogue.ts';
import { grantAgain, previewAskAgain } from '../../../src/core/sign-in/ask-again.ts';
import { scopeChoices } from '../../../src/core/catalogue/scope-catalogue.ts';
import { seconds } from '../../../src/vocabulary/instant.ts';
import { connectionOf } from '../../fixtures/connection.ts';

const asked = (scope: string) => ({ scope: scopeOf(scope.split(' ')) });

describe('what asking again would change and send', () => {
  it('tells new, kept and dropped scope tokens apart, by what is granted', () => {
    expect(previewAskAgain(connectionOf(), asked('read mail'))).toMatchObject({
      added: ['mail'],
      kept: ['read'],
      dropped: ['admin', 'write'],
    });
  });

  it('shows the authorization request as it will be, without what is fresh or secret', () => {
    const connection = connectionOf({
      resource: 'https://api.example/',
      options: { extraParameters: { access_type: 'offline' }, scopeSeparator: ',' },
    });
    const { grant, parameters, isPushed } = previewAskAgain(connection, {
      ...asked('read mail'),
      acrValues: 'gold silver',
      maxAge: seconds(0),
    });
    expect({ grant, isPushed }).toEqual({ grant: 'authorization_code', isPushed: false });
    expect(parameters).toEqual([
      ['response_type', 'code'],
      ['client_id', 'valet-key'],
      ['scope', 'mail,read'],
      ['resource', 'https://api.example/'],
      ['max_age', '0'],
      ['acr_values', 'gold silver'],
      ['access_type', 'offline'],
    ]);
  });

  it('what is asked this once takes the place of what is sent each time (RFC 6749 §3.1)', () => {
    const extraParameters = { acr_values: 'bronze', max_age: '9', prompt: 'consent' };
    const connection = connectionOf({ options: { extraParameters } });
    const { parameters } = previewAskAgain(connection, { ...asked('read'), acrValues: 'gold' });
    expect(Object.fromEntries(parameters)).toMatchObject({
      acr_values: 'gold',
      max_age: '9',
      prompt: 'consent',
    });
    expect(parameters).toHaveLength(6);
  });

  it.each([
    ['a person’s wish', { options: { usesPushedRequests: true } }],
    [
      'the server’s',
      { metadata: { issuer: 'https://as.example', require_pushed_authorization_requests: true } },
    ],
  ])('is pushed by %s (RFC 9126)', (_, changes) => {
    expect(previewAskAgain(connectionOf(changes), asked('read')).isPushed).toBe(true);
  });

  it.each([
    ['a person’s wish', { options: { usesSignedRequests: true } }],
    [
      'the server’s',
      { metadata: { issuer: 'https://as.example', require_signed_request_object: true } },
    ],
  ])('is signed by %s (RFC 9101)', (_, changes) => {
    expect(previewAskAgain(connectionOf(changes), asked('read')).isSigned).toBe(true);
  });

  it('asks for the structured permissions of before too (RFC 9396)', () => {
    const options = { authorizationDetails: [{ type: 'payment' }] };
    for (const grantType of ['authorization_code', 'client_credentials'] as const) {
      const { parameters } = previewAskAgain(connectionOf({ options, grantType }), asked('read'));
      expect(parameters).toContainEqual(['authorization_details', '[{"type":"payment"}]']);
    }
  });

  it('without a browser is a request to the server alone (RFC 6749 §4.4)', () => {
    const connection = connectionOf({ grantType: 'client_credentials' });
    expect(previewAskAgain(connection, asked('read')).parameters).toEqual([
      ['grant_type', 'client_credentials'],
      ['client_id', 'valet-key'],
      ['scope', 'read'],
    ]);
  });

  it.each([
    'password',
    'urn:ietf:params:oauth:grant-type:token-exchange',
    'urn:ietf:params:oauth:grant-type:jwt-bearer',
  ] as const)('is nothing for %s, whose secret was used once', (grantType) => {
    const preview = previewAskAgain(connectionOf({ grantType }), asked('read'));
    expect(preview.grant).toBeUndefined();
    expect(preview.parameters).toEqual([]);
    expect(() => grantAgain(connectionOf({ grantType }), {})).toThrow(
      expect.objectContaining({ code: 'VK_INVALID_INPUT' }),
    );
  });
});

describe('a stronger sign-in (RFC 9470 §4)', () => {
  it('is asked for with the code grant, also after a refresh token was brought', () => {
    for (const grantType of ['authorization_code', 'refresh_token'] as const) {
      expect(grantAgain({ grantType }, { acrValues: 'gold', maxAge: seconds(5) })).toEqual({
        kind: 'authorization_code',
        acrValues: 'gold',
        maxAge: 5,
      });
    }
  });

  it.each<[GrantType, string]>([
    ['client_credentials', 'gold'],
    ['urn:ietf:params:oauth:grant-type:device_code', 'gold'],
    ['authorization_code', ' gold'],
    ['authorization_code', 'gold  silver'],
    ['authorization_code', 'go\u0007ld'],
    ['authorization_code', 'x'.repeat(1001)],
  ])('is refused for %s with %j', (grantType, acrValues) => {
    expect(() => grantAgain({ grantType }, { acrValues })).toThrow(
      expect.objectContaining({ code: 'VK_INVALID_INPUT' }),
    );
  });
});

describe('what a connection could ask for', () => {
  const tokensOf = (
    changes: Parameters<typeof connectionOf>[0],
    preset?: Parameters<typeof presetById>[0],
  ) =>
    scopeChoices(connectionOf(changes), preset === undefined ? undefined : presetById(preset)).map(
      ({ token, source }) => `${source} ${token}`,
    );

  it('is what it holds, then the server’s list, each once, and no odd ones', () => {
    const metadata = {
      issuer: 'https://as.example',
      scopes_supported: ['read', 'mail', 'mail', 'a "b"'],
    };
    expect(tokensOf({ metadata })).toEqual([
      'held admin',
      'held read',
      'held write',
      'server mail',
    ]);
  });

  it('is OpenID Connect’s own where nobody says what there is', () => {
    expect(tokensOf({})).toContain('standard email');
    expect(tokensOf({}, 'github')).not.toContain('standard email');
    expect(tokensOf({}, 'github')).toContain('provider repo');
  });

  it('knows what Valet Key needs for itself', () => {
    const connection = connectionOf({
      requestedScope: scopeOf(['openid', 'offline_access', 'read']),
      subject: { sub: 'jane' },
    });
    const needs = scopeChoices(connection, undefined).filter(({ keeps }) => keeps !== undefined);
    expect(needs).toMatchObject([
      { token: 'offline_access', keeps: 'refresh' },
      { token: 'openid', keeps: 'identity' },
    ]);
    expect(
      scopeChoices({ ...connection, hasRefreshToken: false }, undefined)[0],
    ).not.toHaveProperty('keeps');
  });

  it('stays short of a list that has no end, but holds all that is held', () => {
    const scopes_supported = Array.from({ length: 5000 }, (_, index) => `s${index}`);
    const metadata = { issuer: 'https://as.example', scopes_supported };
    expect(tokensOf({ metadata }).length).toBeLessThanOrEqual(400);
  });
});
