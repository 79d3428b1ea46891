import { inspect } from 'node:util';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { redactLiveSecrets, wholeSecretsUpTo } from '../../../src/core/secret/registry.ts';
import { forgetLastMatch, Secret, tokenHash } from '../../../src/core/secret/secret.ts';

const kept: unknown[] = [];
/** A secret that lives as long as the tests do. */
const live = (value: string): string => {
  kept.push(Secret.of('refresh-token', value));
  return value;
};

describe('what a secret says of itself', () => {
  const secret = Secret.of('access-token', 'correct-horse-battery-staple');

  it.each([
    ['in a template', () => `${secret}`, '[secret]'],
    ['as a text', () => secret.toString(), '[secret]'],
    ['joined', () => [secret].join(), '[secret]'],
    ['in JSON', () => JSON.stringify({ secret }), '{"secret":"[secret]"}'],
    ['inspected', () => inspect({ secret }), '{ secret: [secret] }'],
  ])('is that it is one: %s', (_how, show, said) => {
    expect(show()).toBe(said);
  });
});

describe('a live secret', () => {
  it('is known from eight characters on', () => {
    const [long, short] = [live('8-chars!'), live('7-chars')];
    expect(redactLiveSecrets(`${long} ${short}`)).toBe('[secret] 7-chars');
  });

  it('is taken out whole where a shorter one is part of it', () => {
    const short = live('inner-secret');
    const long = live(`outer-${short}-outer`);
    expect(redactLiveSecrets(`${short} ${long}`)).toBe('[secret] [secret]');
  });

  it('of nothing but quotes and signs is known in JSON and in a form', () => {
    const value = live('"\\"\\"<>&%"');
    expect(redactLiveSecrets(JSON.stringify({ text: `before ${value} after` }))).toBe(
      '{"text":"before [secret] after"}',
    );
    expect(redactLiveSecrets(new URLSearchParams({ a: `b${value}c` }).toString())).toBe(
      'a=b[secret]c',
    );
  });

  it('of more than 32 KiB is known as it is', () => {
    const value = live(`very-long-${'x'.repeat(33 * 1024)}`);
    expect(redactLiveSecrets(`a ${value} b`)).toBe('a [secret] b');
  });
});

describe('where a text may be cut', () => {
  const value = live('secret-that-is-not-to-be-cut');

  it('is at its end, where it is no longer than wanted', () => {
    expect(wholeSecretsUpTo('x'.repeat(50), 50)).toBe(50);
    expect(wholeSecretsUpTo(`${'x'.repeat(10)}${value}`, 10 + value.length)).toBe(
      10 + value.length,
    );
  });

  it.each(Array.from({ length: value.length - 1 }, (_, index) => index + 1))(
    'is before a live secret of which %i characters would be left',
    (left) => {
      const text = `${value} ${'x'.repeat(20)}${value}${'y'.repeat(40)}`;
      const start = text.lastIndexOf(value);
      expect(wholeSecretsUpTo(text, start + left)).toBe(start);
    },
  );

  it('is where it was wanted, right before and right behind a live secret', () => {
    const text = `${value} ${'x'.repeat(20)}${value}${'y'.repeat(40)}`;
    const start = text.lastIndexOf(value);
    expect(wholeSecretsUpTo(text, start)).toBe(start);
    expect(wholeSecretsUpTo(text, start + value.length)).toBe(start + value.length);
    expect(wholeSecretsUpTo(text, text.length - 1)).toBe(text.length - 1);
  });

  it('is before both of two live secrets that overlap', () => {
    const first = live('AAAAAAAA-BBBBBBBB');
    const second = live('BBBBBBBB-CCCCCCCC');
    const text = `xx${first.slice(0, 9)}${second}yyyyyyyyyyyyyyyyyyyyyy`;
    expect(wholeSecretsUpTo(text, text.indexOf(second) + 10)).toBe(2);
  });
});

describe('the hash of a token in the ledger', () => {
  it('is the first twelve digits of its SHA-256', async () => {
    const text = 'an-access-token-to-be-told-apart';
    const whole = createHash('sha256').update(text).digest('hex');
    expect(await tokenHash(Secret.of('access-token', text))).toBe(whole.slice(0, 12));
  });
});

describe('the last match of a regular expression', () => {
  it('is let go of, with the text that it was found in', () => {
    const text = 'text-with-a-token';
    expect(/token/.test(text)).toBe(true);
    expect(Reflect.get(RegExp, '$_')).toBe(text);
    forgetLastMatch();
    expect(Reflect.get(RegExp, '$_')).toBe('');
  });
});
