import { expect, test } from 'vitest';
import fc from 'fast-check';
import { createRedactor } from '../../src/cli/text/redactor.ts';

const TOKEN = 'ey.J0-secret~token/with+signs=';
const redactorOf = (...tokens: readonly string[]) => {
  const redactor = createRedactor();
  for (const token of tokens) redactor.add(token);
  return redactor;
};
const through = (tokens: readonly string[], pieces: readonly string[]): string => {
  const filter = redactorOf(...tokens).filter();
  return pieces.map((piece) => filter.push(piece)).join('') + filter.end();
};

test('a token is taken out wherever the output is cut in two', () => {
  const text = `before ${TOKEN} after`;
  for (let at = 0; at <= text.length; at += 1) {
    expect(through([TOKEN], [text.slice(0, at), text.slice(at)])).toBe('before [token] after');
  }
});

test('a token is taken out of output that arrives byte by byte', () => {
  expect(through([TOKEN], Array.from(`a${TOKEN}${TOKEN}b`))).toBe('a[token][token]b');
});

test('a token is taken out in its spelling for URLs', () => {
  const url = `https://example.com/?access_token=${encodeURIComponent(TOKEN)}&x=1`;
  expect(through([TOKEN], [url])).toBe('https://example.com/?access_token=[token]&x=1');
});

test.each([
  ['hexadecimal', Buffer.from(TOKEN).toString('hex')],
  ['hexadecimal, upper case', Buffer.from(TOKEN).toString('hex').toUpperCase()],
  ['base64url', Buffer.from(`x${TOKEN}?>~`).toString('base64url')],
  ['JSON with slashes escaped', JSON.stringify(TOKEN).replaceAll('/', '\\/')],
  [
    'a URL with small escapes',
    encodeURIComponent(TOKEN).replaceAll(/%../g, (e) => e.toLowerCase()),
  ],
])('a token is taken out in its spelling as %s, whole or cut', (_what, text) => {
  for (let at = 0; at <= text.length; at += 1) {
    const left = through([TOKEN], [text.slice(0, at), text.slice(at)]);
    expect(left).toContain('[token]');
    expect(left.replace('[token]', '').length).toBeLessThan(10);
  }
});

test('a token with quotes and backslashes is taken out of JSON', () => {
  const token = 'a"quoted\\token"of-a-server';
  expect(through([token], [JSON.stringify({ token })])).toBe('{"token":"[token]"}');
});

test('a token is taken out of Basic credentials with user names of any length', () => {
  for (const user of ['', 'a', 'ab', 'abc', 'oauth2']) {
    const text = `Basic ${btoa(`${user}:${TOKEN}`)}`;
    const left = through([TOKEN], [text]);
    expect(left).toContain('[token]');
    expect(atob(left.replace('Basic ', '').replace(/\[token\].*/, ''))).not.toContain(
      TOKEN.slice(0, 4),
    );
  }
});

test('the next token is taken out, too, and the one before it still is', () => {
  const redactor = redactorOf('first-token-1');
  const filter = redactor.filter();
  const one = filter.push('first-token-1 ');
  redactor.add('second-token-2');
  expect(one + filter.push('first-token-1 second-token-2') + filter.end()).toBe(
    '[token] [token] [token]',
  );
});

test('what is not a token comes out as it went in, byte for byte, at once where it begins none', () => {
  const filter = redactorOf(TOKEN).filter();
  expect(filter.push('progress 10%\r')).toBe('progress 10%\r');
  const bytes = fc.string({
    unit: fc.integer({ min: 0, max: 255 }).map((n) => String.fromCharCode(n)),
  });
  fc.assert(
    fc.property(fc.array(bytes), (pieces) => {
      fc.pre(!pieces.join('').includes(TOKEN.slice(0, 8)));
      expect(through([TOKEN], pieces)).toBe(pieces.join(''));
    }),
  );
});
