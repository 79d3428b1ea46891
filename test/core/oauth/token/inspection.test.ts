import { describe, expect, it } from 'vitest';
import {
  LOOPBACK_HOSTS,
  PUBLIC_HOSTS,
  type HostPolicy,
  type Issuer,
} from '../../../../src/core/model/issuer.ts';
import type { Http } from '../../../../src/core/port/http.ts';
import type { TokenCheckView } from '../../../../src/contract/inspection.ts';
import { checkAccessTokenProfile } from '../../../../src/core/oauth/token/access-token-profile.ts';
import { describeToken } from '../../../../src/core/oauth/token/claims.ts';
import { discover } from '../../../../src/core/oauth/discovery/discovery.ts';
import {
  inspectToken,
  issuerOfToken,
  validityAt,
} from '../../../../src/core/oauth/token/inspection.ts';
import { fetchKeys } from '../../../../src/core/oauth/token/jwks.ts';
import { Secret } from '../../../../src/core/secret/secret.ts';
import { epochMs } from '../../../../src/vocabulary/instant.ts';
import { fakeAuthorizationServer } from '../../../fake/authorization-server.ts';
import { leftHalfHash } from '../../../fake/authorization-server/keys.ts';
import { FAKE_EPOCH } from '../../../fake/clock.ts';

/** As the inspector asks an issuer. */
const keysOfIssuer = async (http: Http, issuer: Issuer, policy: HostPolicy) => {
  const { metadata } = await discover(http, issuer, policy);
  return { metadata, keys: await fetchKeys(http, metadata) };
};

const base64url = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: object, header: object = { alg: 'ES256' }): string =>
  `${base64url(header)}.${base64url(claims)}.c2ln`;

const failed = (checks: readonly TokenCheckView[]) =>
  checks.filter(({ outcome }) => outcome === 'failed').map(({ name }) => name);
const unmade = (checks: readonly TokenCheckView[]) =>
  checks.filter(({ outcome }) => outcome === 'not-checked').map(({ name }) => name);

const NOW = FAKE_EPOCH / 1000;
const ACCESS_TOKEN = {
  iss: 'https://as.example',
  sub: '5ba552d67',
  aud: 'https://rs.example.com/',
  exp: NOW + 600,
  iat: NOW,
  jti: 'dbe39bf3a3ba4238a513f51d6e1691c4',
  client_id: 's6BhdRkqt3',
  scope: 'openid profile reademail',
};

describe('inspectToken', () => {
  it('verifies with the live keys of the issuer that the token names', async () => {
    const server = await fakeAuthorizationServer();
    const text = await server.keys.sign(ACCESS_TOKEN, { typ: 'at+jwt' });
    const issuer = issuerOfToken(text, PUBLIC_HOSTS);
    if (issuer === undefined) throw new Error('the token names its issuer');
    const { metadata, keys } = await keysOfIssuer(server.http, issuer, PUBLIC_HOSTS);
    const inspection = await inspectToken({
      text,
      now: FAKE_EPOCH,
      keys,
      metadata,
      audience: 'https://rs.example.com/',
    });
    expect(inspection).toMatchObject({
      format: 'jwt',
      notes: [],
      signature: { kind: 'verified' },
      validity: 'valid',
    });
    expect(inspection.accessTokenChecks.every(({ outcome }) => outcome === 'passed')).toBe(true);
    expect(inspection.claims[0]).toMatchObject({
      name: 'iss',
      text: '"https://as.example"',
      meaning: { source: 'RFC 7519 §4.1.1' },
    });
    expect(inspection.header.map(({ meaning }) => meaning?.source)).toEqual([
      'RFC 7515 §4.1.1',
      'RFC 7515 §4.1.4',
      'RFC 7515 §4.1.9',
    ]);
  });

  it('verifies with kept keys, and says when they no longer fit', async () => {
    const server = await fakeAuthorizationServer();
    const { keys } = await keysOfIssuer(server.http, server.issuer, PUBLIC_HOSTS);
    const kept = { keys: keys.keys };
    const before = await server.keys.sign(ACCESS_TOKEN);
    await server.keys.rotate();
    const later = await server.keys.sign(ACCESS_TOKEN);
    const signatureOf = async (text: string, set = kept) =>
      (await inspectToken({ text, now: FAKE_EPOCH, keys: set })).signature;
    expect(await signatureOf(before)).toMatchObject({ kind: 'verified', key: { from: 'issuer' } });
    expect(await signatureOf(later)).toEqual({ kind: 'no-key' });
    expect(await signatureOf(later, keys)).toMatchObject({ kind: 'verified' });
    const forged = before
      .split('.')
      .with(1, base64url({ sub: 'admin' }))
      .join('.');
    expect(await signatureOf(forged)).toEqual({ kind: 'forged' });
  });

  it.each([
    ['gho_16C7e42F292c6912E7710c838347Ae178B4a', 'opaque', { kind: 'not-a-jwt' }],
    [`${base64url({ alg: 'dir', enc: 'A256GCM' })}..AA.AA.AA`, 'jwe', { kind: 'encrypted' }],
    [jwt({ sub: 'u' }), 'jwt', { kind: 'no-keys-known' }],
    [jwt({ sub: 'u' }, { alg: 'none' }), 'jwt', { kind: 'refused', why: 'is not signed' }],
    ['', 'opaque', { kind: 'not-a-jwt' }],
  ])('takes %s for what it is, without any account', async (text, format, signature) => {
    const inspection = await inspectToken({ text, now: FAKE_EPOCH });
    expect(inspection).toMatchObject({ format, signature });
    if (format !== 'jwt') expect(inspection.idTokenChecks).toEqual([]);
  });

  it('lists the checks of an ID token one by one, each on its own (OIDC Core §3.1.3.7)', async () => {
    const access = 'jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y';
    const claims = {
      iss: 'https://evil.example',
      sub: 'alice',
      aud: ['c', 'other'],
      nonce: 'n-0S6_WzA2Mj',
      at_hash: leftHalfHash(access),
      iat: NOW,
      exp: NOW - 3600,
    };
    const { idTokenChecks: checks } = await inspectToken({
      text: jwt(claims),
      now: FAKE_EPOCH,
      metadata: { issuer: 'https://as.example' },
      clientId: 'c',
      nonce: 'n-0S6_WzA2Mj',
      accessToken: Secret.of('access-token', access),
    });
    expect(failed(checks)).toEqual(['iss', 'azp', 'exp']);
    expect(unmade(checks)).toEqual(['auth_time', 'acr']);
  });

  it('leaves a check unmade rather than guess', async () => {
    const { idTokenChecks: checks } = await inspectToken({ text: jwt({}), now: FAKE_EPOCH });
    expect(unmade(checks)).toEqual([
      'alg',
      'iss',
      'aud',
      'azp',
      'nonce',
      'auth_time',
      'acr',
      'at_hash',
    ]);
    expect(failed(checks)).toEqual(['sub', 'exp', 'iat']);
  });

  it('says which rule of form a token breaks before all others', async () => {
    const text = jwt({ sub: 'u' }, { alg: 'ES256', crit: ['exp'] });
    const { idTokenChecks: checks } = await inspectToken({ text, now: FAKE_EPOCH });
    expect(checks).toEqual([
      { name: 'format', outcome: 'failed', why: 'uses critical header extensions' },
    ]);
  });
});

describe('the issuer of a pasted token', () => {
  it.each([
    [jwt({ iss: 'https://as.example' }), 'https://as.example'],
    [jwt({ iss: 'http://127.0.0.1:8080' }), undefined],
    [jwt({ iss: 'https://169.254.169.254' }), undefined],
    [jwt({ iss: 'file:///etc/passwd' }), undefined],
    [jwt({ iss: 5 }), undefined],
    [jwt({}), undefined],
    ['opaque', undefined],
  ])('is asked only where it is a public https host: %s', (text, expected) => {
    expect(issuerOfToken(text, PUBLIC_HOSTS)).toBe(expected);
  });

  it('may be on this computer in developer mode', () => {
    const issuer = 'http://127.0.0.1:8080';
    expect(issuerOfToken(jwt({ iss: issuer }), LOOPBACK_HOSTS)).toBe(issuer);
  });
});

describe('validityAt (RFC 7519 §4.1.4, §4.1.5)', () => {
  const at = (claims: object, second: number) =>
    validityAt(describeToken(jwt(claims)), epochMs(second * 1000));

  it.each([
    [{ nbf: 100, exp: 200 }, 99, 'not-yet-valid'],
    [{ nbf: 100, exp: 200 }, 100, 'valid'],
    [{ nbf: 100, exp: 200 }, 199, 'valid'],
    [{ nbf: 100, exp: 200 }, 200, 'expired'],
    [{ iat: 100, exp: 200 }, 50, 'not-yet-valid'],
    [{ iat: 100 }, 150, 'no-expiry'],
    [{ exp: 1e300 }, 150, 'valid'],
    [{ exp: 'soon' }, 150, 'unknown'],
    [{}, 150, 'unknown'],
  ])('%j at %d is %s', (claims, second, expected) => {
    expect(at(claims, second)).toBe(expected);
  });

  it('does not choose between two expiries', () => {
    const payload = Buffer.from('{"exp":100,"exp":300}').toString('base64url');
    const token = describeToken(`${base64url({ alg: 'ES256' })}.${payload}.c2ln`);
    expect(validityAt(token, epochMs(200_000))).toBe('unknown');
  });
});

describe('the profile for JWT access tokens (RFC 9068)', () => {
  const check = (claims: object, header: object = { alg: 'RS256', typ: 'at+JWT' }) =>
    checkAccessTokenProfile(describeToken(jwt(claims, header)));

  it('is kept by the example of RFC 9068 §3', () => {
    const checks = check(
      {
        iss: 'https://authorization-server.example.com/',
        sub: '5ba552d67',
        aud: 'https://rs.example.com/',
        exp: 1639528912,
        iat: 1618354090,
        jti: 'dbe39bf3a3ba4238a513f51d6e1691c4',
        client_id: 's6BhdRkqt3',
        scope: 'openid profile reademail',
      },
      { typ: 'at+JWT', alg: 'RS256', kid: 'RjEwOwOA' },
    );
    expect(failed(checks)).toEqual([]);
    expect(unmade(checks)).toEqual(['expected issuer', 'expected audience']);
  });

  it.each(['iss', 'exp', 'aud', 'sub', 'client_id', 'iat', 'jti'])('misses %s', (name) => {
    expect(failed(check({ ...ACCESS_TOKEN, [name]: undefined }))).toEqual([name]);
  });

  it('wants its own type, a signature, and a well-formed scope', () => {
    expect(failed(check(ACCESS_TOKEN, { alg: 'RS256', typ: 'JWT' }))).toEqual(['typ']);
    expect(failed(check(ACCESS_TOKEN, { alg: 'none', typ: 'application/at+jwt' }))).toEqual([
      'alg',
    ]);
    expect(failed(check({ ...ACCESS_TOKEN, scope: ['read'] }))).toEqual(['scope']);
    expect(failed(check({ ...ACCESS_TOKEN, aud: [1] }))).toEqual(['aud']);
  });

  it('compares with what is expected', () => {
    const token = describeToken(jwt(ACCESS_TOKEN, { alg: 'RS256', typ: 'at+jwt' }));
    const expected = { issuer: 'https://other.example', audience: 'https://other.example' };
    expect(failed(checkAccessTokenProfile(token, expected))).toEqual([
      'expected issuer',
      'expected audience',
    ]);
  });
});
