import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../../src/core/model/connection.ts';
import { LOOPBACK_HOSTS, parseIssuer } from '../../../../src/core/model/issuer.ts';
import type { ServerMetadata } from '../../../../src/core/model/server-metadata.ts';
import { blameless, judgeBy, knownPreset } from './advice-rig.ts';

const without = (member: keyof ServerMetadata, changes: Partial<Connection> = {}): Connection => {
  const { [member]: _left, ...metadata } = blameless().metadata;
  return { ...blameless(), ...changes, metadata: { issuer: 'https://as.example', ...metadata } };
};
const stated = { options: { usesStatedMetadata: true } };

describe('a server that announces no PKCE with S256 (RFC 9700 §2.1.1)', () => {
  it('advice finds a server without PKCE, also where it announces plain alone', () => {
    expect(judgeBy('no-pkce', without('code_challenge_methods_supported'))).toEqual({
      action: 'explain',
      about: [],
    });
    const plain = blameless({
      metadata: { ...blameless().metadata, code_challenge_methods_supported: ['plain'] },
    });
    expect(judgeBy('no-pkce', plain)).toEqual({ action: 'explain', about: ['plain'] });
  });

  it('advice finds no lack of PKCE in a server that announces it, is known to check it, or announces nothing', () => {
    expect(judgeBy('no-pkce', blameless())).toBeUndefined();
    const silent = without('code_challenge_methods_supported');
    expect(judgeBy('no-pkce', silent, { preset: knownPreset('gitlab') })).toBeUndefined();
    const byHand = without('code_challenge_methods_supported', stated);
    expect(judgeBy('no-pkce', byHand)).toBeUndefined();
    const device = 'urn:ietf:params:oauth:grant-type:device_code';
    expect(
      judgeBy('no-pkce', without('code_challenge_methods_supported', { grantType: device })),
    ).toBeUndefined();
  });

  it('advice knows of a provider without PKCE even where a person stated the metadata', () => {
    const preset = { ...knownPreset('gitlab'), pkce: 'not-checked' as const };
    const byHand = without('code_challenge_methods_supported', stated);
    expect(judgeBy('no-pkce', byHand, { preset })).toMatchObject({ action: 'explain' });
  });
});

describe('responses that do not name their issuer (RFC 9207 §2)', () => {
  it('advice finds responses without their issuer', () => {
    const connection = without('authorization_response_iss_parameter_supported');
    expect(judgeBy('no-response-issuer', connection)).toEqual({ action: 'explain' });
  });

  it('advice finds no missing iss where it is sent, or where there is no authorization response', () => {
    expect(judgeBy('no-response-issuer', blameless())).toBeUndefined();
    const service = without('authorization_response_iss_parameter_supported', {
      grantType: 'client_credentials',
    });
    expect(judgeBy('no-response-issuer', service)).toBeUndefined();
  });
});

describe('DPoP that is offered and not used (RFC 9700 §2.2.1)', () => {
  const offering = (algorithm: string, changes: Partial<Connection> = {}) =>
    blameless({
      ...changes,
      metadata: { ...blameless().metadata, dpop_signing_alg_values_supported: [algorithm] },
    });

  it('advice finds DPoP that is not used', () => {
    expect(judgeBy('dpop-not-used', offering('ES256'))).toEqual({ action: 'set-up-again' });
  });

  it('advice finds no unused DPoP where it is used, not offered, or needs an algorithm that is not ours', () => {
    expect(
      judgeBy('dpop-not-used', offering('ES256', { options: { usesDpop: true } })),
    ).toBeUndefined();
    expect(judgeBy('dpop-not-used', blameless())).toBeUndefined();
    expect(judgeBy('dpop-not-used', offering('RS256'))).toBeUndefined();
  });
});

describe('a server without revocation (RFC 7009 §2)', () => {
  it('advice finds a server without revocation', () => {
    expect(judgeBy('no-revocation', without('revocation_endpoint'))).toEqual({
      action: 'explain',
    });
    expect(judgeBy('no-revocation', blameless())).toBeUndefined();
  });

  it('advice finds no lack of revocation in a provider with an interface of its own', () => {
    const issuer = parseIssuer('https://slack.com', LOOPBACK_HOSTS);
    const slack = without('revocation_endpoint', { issuer, options: { preset: 'slack' } });
    expect(judgeBy('no-revocation', slack)).toBeUndefined();
  });
});

describe('addresses that anybody on the way can read (RFC 6749 §1.6)', () => {
  it('advice finds endpoints without TLS', () => {
    const connection = blameless({
      metadata: { ...blameless().metadata, token_endpoint: 'http://as.example/token' },
    });
    expect(judgeBy('unprotected-transport', connection)).toEqual({
      action: 'forget',
      about: ['http://as.example/token'],
    });
  });

  it('advice finds no unprotected address over TLS', () => {
    expect(judgeBy('unprotected-transport', blameless())).toBeUndefined();
  });
});

describe('a server on this machine', () => {
  it.each([
    'unprotected-transport',
    'no-pkce',
    'no-response-issuer',
    'dpop-not-used',
    'no-revocation',
  ] as const)('is spared %s', (rule) => {
    const issuer = parseIssuer('http://127.0.0.1:4599', LOOPBACK_HOSTS);
    const connection = {
      ...blameless({ issuer, allowLoopback: true }),
      metadata: { issuer, dpop_signing_alg_values_supported: ['ES256'] },
    };
    expect(judgeBy(rule, connection)).toBeDefined();
    expect(judgeBy(rule, connection, { isLocal: true })).toBeUndefined();
  });
});
