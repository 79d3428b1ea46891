import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { redactLiveSecrets, wholeSecretsUpTo } from '../../../src/core/secret/registry.ts';
import { Secret } from '../../../src/core/secret/secret.ts';

/** As JWTs of one server: the beginnings are alike, the ends are not. */
const manyTokens = (count: number): readonly Secret<'access-token'>[] =>
  Array.from({ length: count }, () =>
    Secret.of('access-token', `eyJhbGciOiJFUzI1NiJ9.e30.${randomBytes(48).toString('base64url')}`),
  );

/** How long one call takes, in milliseconds: the least of several, which load disturbs the least. */
const leastOf = (work: () => void): number => {
  const one = (): number => {
    const start = performance.now();
    for (let call = 0; call < 5; call += 1) work();
    return (performance.now() - start) / 5;
  };
  return Math.min(...Array.from({ length: 5 }, one));
};

const message = `{"error":"invalid_token","hint":"${'eyJhbGciOiJFUzI1NiJ9.e30. '.repeat(60)}"}`;

describe('looking for live secrets in a text', () => {
  test('takes hardly longer with a hundred times as many secrets', () => {
    const held = [...manyTokens(100)];
    redactLiveSecrets(message);
    const few = leastOf(() => redactLiveSecrets(message));
    held.push(...manyTokens(10_000));
    redactLiveSecrets(message);
    const many = leastOf(() => redactLiveSecrets(message));
    expect(many / few).toBeLessThan(10);
    expect(held).toHaveLength(10_100);
  });

  test('grows with the text where all of it ends like a secret', () => {
    const secret = Secret.of('client-secret', 'a'.repeat(1000));
    const time = (length: number) => leastOf(() => redactLiveSecrets('a'.repeat(length)));
    time(4096);
    expect(time(16_384) / time(4096)).toBeLessThan(12);
    expect(secret.expose()).toHaveLength(1000);
  });

  test('takes out each of them, where they touch, overlap and stand twice', () => {
    const secrets = ['first-secret', 'secret-and-second'].map((text) =>
      Secret.of('access-token', text),
    );
    const clean = (text: string) => redactLiveSecrets(text);
    expect(clean('<first-secretfirst-secret>')).toBe('<[secret][secret]>');
    expect(clean('<first-secret-and-second>')).toBe('<[secret]>');
    expect(clean('first-secret, secret-and-second')).toBe('[secret], [secret]');
    expect(secrets).toHaveLength(2);
  });
});

describe('a text is cut', () => {
  const secret = Secret.of('refresh-token', '0123456789abcdef');

  test.each([
    ['before a secret that the cut would go through', `text 0123456789abcdef rest`, 12, 5],
    ['where it was to be, just before a secret', `text 0123456789abcdef rest`, 5, 5],
    ['where it was to be, just behind a secret', `text 0123456789abcdef rest`, 21, 21],
    [
      'before a secret that is spelled in hexadecimal',
      `t ${hexOf('0123456789abcdef')} rest`,
      20,
      2,
    ],
    ['where it was to be, with no secret near', 'a text without any', 6, 6],
    ['nowhere, where it is short enough', 'short', 16, 5],
  ])('%s', (_where, text, longest, end) => {
    expect(wholeSecretsUpTo(text, longest)).toBe(end);
    expect(secret.expose()).toHaveLength(16);
  });

  test('before the first of two secrets that reach into each other', () => {
    const second = Secret.of('access-token', 'cdef-and-more-of-it');
    expect(wholeSecretsUpTo('to 0123456789abcdef-and-more-of-it', 25)).toBe(3);
    expect(second.expose()).toHaveLength(19);
  });
});

function hexOf(text: string): string {
  return Buffer.from(text).toString('hex');
}
