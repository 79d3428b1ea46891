import { describe, expect, it } from 'vitest';
import {
  isScopeToken,
  malformedTokens,
  parseScope,
  printScope,
  scopeCovers,
  scopeOf,
  scopeWithout,
} from '../../../src/core/model/scope.ts';

describe('a scope (RFC 6749 §3.3)', () => {
  it('is a set: sorted, without repeats, without empty tokens', () => {
    expect(scopeOf(['write', 'read', '', 'read'])).toEqual(['read', 'write']);
    expect(parseScope('  read   write read ')).toEqual(scopeOf(['read', 'write']));
    expect(parseScope('')).toEqual([]);
  });

  it('is case-sensitive', () => {
    expect(scopeCovers(parseScope('Read'), parseScope('read'))).toBe(false);
  });

  it.each([
    ['read:user,gist', ',', ['gist', 'read:user']],
    ['a, b', ',', ['a', 'b']],
    ['a\tb\nc', /\s+/, ['a', 'b', 'c']],
  ] as const)('%j is read with the separator that a server is known to use', (text, by, tokens) => {
    expect(parseScope(text, by)).toEqual(tokens);
  });

  it('is printed with spaces, or with what a provider wants', () => {
    expect(printScope(scopeOf(['b', 'a']))).toBe('a b');
    expect(printScope(scopeOf(['b', 'a']), ',')).toBe('a,b');
    expect(printScope(scopeOf([]))).toBe('');
  });

  it('covers what it holds all of, and the empty set', () => {
    const scope = parseScope('a b');
    expect(scopeCovers(scope, parseScope('b'))).toBe(true);
    expect(scopeCovers(scope, parseScope('b c'))).toBe(false);
    expect(scopeCovers(scope, scopeOf([]))).toBe(true);
    expect(scopeWithout(scope, parseScope('b c'))).toEqual(['a']);
  });
});

describe('a scope token is 1*( %x21 / %x23-5B / %x5D-7E )', () => {
  it('by every ASCII character', () => {
    for (let code = 0; code < 0x80; code += 1) {
      const isAllowed = code === 0x21 || (code >= 0x23 && code <= 0x7e && code !== 0x5c);
      expect(isScopeToken(String.fromCharCode(code)), `%x${code.toString(16)}`).toBe(isAllowed);
    }
  });

  it.each(['', 'a b', 'a\n', 'é', 'a"b', 'a\\b', '\u202e'])('and not %j', (text) => {
    expect(isScopeToken(text)).toBe(false);
  });

  it('but what a server answered is kept, and named', () => {
    const scope = parseScope('read "all" é');
    expect(malformedTokens(scope)).toEqual(['"all"', 'é']);
    expect(scope).toContain('read');
  });
});
