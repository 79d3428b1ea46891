import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { redact } from '../../../src/core/secret/redact.ts';
import { redactLiveSecrets } from '../../../src/core/secret/registry.ts';
import { Secret } from '../../../src/core/secret/secret.ts';

const TEXT = 'correct-horse-battery-staple';

describe('a secret', () => {
  const secret = Secret.of('access-token', TEXT);

  it.each([
    ['in a template', () => `${secret}`],
    ['joined', () => [secret, 'x'].join()],
    ['as a text', () => String(secret)],
    ['in JSON', () => JSON.stringify({ nested: [secret] })],
    ['inspected', () => inspect({ secret }, { depth: 9, showHidden: true })],
    ['inspected as the cause of an error', () => inspect(new Error('x', { cause: { secret } }))],
    ['cloned', () => inspect(structuredClone(secret), { depth: 9, showHidden: true })],
    ['by its members', () => JSON.stringify(Object.getOwnPropertyNames(secret))],
  ])('shows nothing of itself %s', (_, show) => {
    expect(show()).not.toContain(TEXT);
    expect(show()).not.toContain('horse');
  });

  it('gives its text when asked for it, and only then', () => {
    expect(secret.expose()).toBe(TEXT);
  });

  it('equals another with the same text', () => {
    expect(secret.equals(Secret.of('access-token', TEXT))).toBe(true);
    expect(secret.equals(Secret.of('access-token', `${TEXT}!`))).toBe(false);
  });
});

describe('a live secret is taken out of any text', () => {
  it('by its value, wherever and however often it stands there', () => {
    const secret = Secret.of('refresh-token', 'opaque-looks-like-a-word');
    const text = redactLiveSecrets('a opaque-looks-like-a-word b opaque-looks-like-a-word');
    expect(text).toBe('a [secret] b [secret]');
    expect(secret.expose()).toBe('opaque-looks-like-a-word');
  });

  it('also where it was escaped for JSON or a URL', () => {
    const secret = Secret.of('passphrase', 'päss "quoted" \\ & 100%');
    const text = secret.expose();
    for (const said of [
      JSON.stringify({ text }),
      new URLSearchParams({ text }).toString(),
      `https://x/?q=${new URLSearchParams({ text }).toString()}`,
    ]) {
      expect(redactLiveSecrets(said)).not.toContain('quoted');
    }
  });

  it('also where a server repeats it in another encoding', () => {
    const value = 'canary~secret?>of/many=bytes';
    const kept = Secret.of('refresh-token', value);
    const bytes = Buffer.from(value);
    const hex = bytes.toString('hex');
    const percent = hex.replaceAll(/../g, '%$&');
    const inside = (before: string) => Buffer.from(`${before}${value}:and more`);
    const echoes = [
      hex,
      hex.toUpperCase(),
      percent,
      percent.toUpperCase(),
      bytes.toString('base64'),
      bytes.toString('base64url'),
      ...['a', 'ab', 'abc'].flatMap((before) => [
        inside(before).toString('base64'),
        inside(before).toString('base64url'),
      ]),
    ];
    for (const echo of echoes) {
      const clean = redactLiveSecrets(`error: ${echo}.`);
      expect(clean).toContain('[secret]');
      for (const part of [hex, hex.toUpperCase(), percent, bytes.toString('base64').slice(8, 20)]) {
        expect(clean).not.toContain(part);
      }
      expect(clean.length).toBeLessThan(50);
    }
    expect(kept.expose()).toBe(value);
  });

  it('whole, where another secret is a part of it', () => {
    const secrets = ['token-abcdefgh', 'token-abcdefgh-and-the-rest'].map((value) =>
      Secret.of('access-token', value),
    );
    expect(redactLiveSecrets('it is token-abcdefgh-and-the-rest')).toBe('it is [secret]');
    expect(secrets).toHaveLength(2);
  });

  it('but not where it is so short that it is a word of any text', () => {
    const secret = Secret.of('password', 'the');
    expect(redactLiveSecrets('the text stays')).toBe('the text stays');
    expect(secret.expose()).toBe('the');
  });
});

describe('what looks like a secret is taken out of any text', () => {
  it.each([
    [
      'a token in a query',
      'GET /x?access_token=2YotnFZF&x=1',
      'GET /x?access_token=[redacted]&x=1',
    ],
    ['a code in a fragment', 'http://h/#code=SplxlOBe', 'http://h/#code=[redacted]'],
    ['a form', 'grant_type=x&client_secret=gX1fBAt3bV', 'grant_type=x&client_secret=[redacted]'],
    ['JSON', '{"refresh_token" : "tGzv3JO", "a":1}', '{"refresh_token":"[redacted]", "a":1}'],
    ['JSON with a quote in it', '{"password":"a\\"b","a":1}', '{"password":"[redacted]","a":1}'],
    ['JSON that is cut off', '{"id_token":"abcdef', '{"id_token":"[redacted]"'],
    ['a header (RFC 6750 §2.1)', 'Bearer mF_9.B5f-4.1JqM', 'Bearer [redacted]'],
    ['credentials (RFC 7617)', 'basic czZCaGRSa3F0Mzo3', 'basic [redacted]'],
    ['a JWT', 'was eyJhbGciOiJub25lIn0.e30.sig!', 'was [redacted-jwt]!'],
  ])('%s', (_, text, clean) => {
    expect(redact(text)).toBe(clean);
  });

  it('and nothing else', () => {
    const text = 'the code was not found: error_code=7, decode=1, scope=openid, status 400';
    expect(redact(text)).toBe(text);
  });
});
