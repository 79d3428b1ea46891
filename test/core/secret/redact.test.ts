import { describe, expect, it } from 'vitest';
import { redact } from '../../../src/core/secret/redact.ts';
import { Secret } from '../../../src/core/secret/secret.ts';

const LONGEST = 16 * 1024;

describe('a JWT in a text (RFC 7519 §3)', () => {
  it.each([
    ['a word of its own', 'x eyJ12345.payload.signature y', 'x [redacted-jwt] y'],
    ['with the shortest header', 'eyJ12345.x', '[redacted-jwt]'],
    ['behind a hyphen', 'token-eyJ12345.x', 'token-[redacted-jwt]'],
    ['behind a dot', 'host.eyJ12345.x', 'host.[redacted-jwt]'],
    ['behind several dots', 'a.bcd.ef.eyJ12345.x', 'a.bcd.ef.[redacted-jwt]'],
    ['behind dots and a hyphen', 'ab.cd-eyJ12345.x', 'ab.cd-[redacted-jwt]'],
    ['from its first beginning', 'eyJ12345-eyJ67890.x', '[redacted-jwt]'],
    ['two of them', 'eyJ12345.x eyJ67890.y', '[redacted-jwt] [redacted-jwt]'],
  ])('is taken out %s', (_where, text, clean) => {
    expect(redact(text)).toBe(clean);
  });

  it.each([
    ['that is shorter', 'eyJ1234.x'],
    ['that is shorter behind a hyphen', 'ab-eyJ1234.x'],
    ['without a dot', 'eyJhbGciOiJIUzI1NiJ9'],
    ['in the last part', 'a.eyJhbGciOiJIUzI1NiJ9'],
    ['in the middle of a word', 'moneyJ12345.x'],
    ['of an address', 'https://as.example/.well-known/openid-configuration'],
    ['of long parts', 'aaaaaaaaaaaa.bbbbbbbbbbbb.cccccccccccc'],
    ['that ends in one', 'abcdefgheyJ.x'],
  ])('is not seen in a text %s', (_what, text) => {
    expect(redact(text)).toBe(text);
  });
});

describe('an authorization header', () => {
  it.each([
    ['Bearer abcdefgh', 'Bearer [redacted]'],
    ['bearer   abcdefgh tail', 'bearer [redacted] tail'],
    ['DPoP\tabcdefgh', 'DPoP [redacted]'],
    ['Basic YWJjOmRlZg==', 'Basic [redacted]'],
    ['Bearer abcdefg', 'Bearer abcdefg'],
  ])('%j becomes %j', (text, clean) => {
    expect(redact(text)).toBe(clean);
  });
});

describe('a parameter', () => {
  it.each([
    ['?code=abc&x=1', '?code=[redacted]&x=1'],
    ['#access_token=abc', '#access_token=[redacted]'],
    ['?accessToken=abc', '?accessToken=[redacted]'],
    ['{"refreshToken":"abc"}', '{"refreshToken":"[redacted]"}'],
    ['a; refresh_token=abc def', 'a; refresh_token=[redacted] def'],
    ['{"client_secret": "a\\"b", "x": 1}', '{"client_secret":"[redacted]", "x": 1}'],
    ['{"password":"cut off', '{"password":"[redacted]"'],
    ['CODE_VERIFIER=abc', 'CODE_VERIFIER=[redacted]'],
    ['?codec=abc', '?codec=abc'],
  ])('%j becomes %j', (text, clean) => {
    expect(redact(text)).toBe(clean);
  });
});

describe('a text of any length', () => {
  it('is whole up to 16 KiB, and cut there with a sign that more followed', () => {
    const whole = 'x'.repeat(LONGEST);
    expect(redact(whole)).toBe(whole);
    expect(redact(`${whole}y`)).toBe(`${whole}…`);
  });

  it('is cut before a live secret, not within it', () => {
    const secret = Secret.of('access-token', 'a-secret-at-the-end-of-the-text');
    const before = 'x'.repeat(LONGEST - 10);
    expect(redact(`${before}${secret.expose()}`)).toBe(`${before}…`);
  });
});
