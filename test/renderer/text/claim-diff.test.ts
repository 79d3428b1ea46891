import { describe, expect, it } from 'vitest';
import { diffClaims } from '../../../src/renderer/text/claim-diff.ts';

const claim = (name: string, text: string) => ({ name, text, clipped: false });

describe('two tokens claim by claim', () => {
  it('tells same, changed and one-sided claims apart, in the first token’s order', () => {
    const one = [claim('iss', '"a"'), claim('sub', '"1"'), claim('iat', '1')];
    const other = [claim('exp', '2'), claim('iss', '"a"'), claim('sub', '"2"')];
    expect(diffClaims(one, other).map(({ name, kind }) => [name, kind])).toEqual([
      ['iss', 'same'],
      ['sub', 'changed'],
      ['iat', 'only-one'],
      ['exp', 'only-other'],
    ]);
  });

  it('takes the last of a repeated name (RFC 7519 §4)', () => {
    const pairs = diffClaims([claim('sub', '"1"'), claim('sub', '"2"')], [claim('sub', '"2"')]);
    expect(pairs.map(({ kind }) => kind)).toEqual(['same']);
  });

  it('keeps names that objects have anyway', () => {
    const pairs = diffClaims([claim('__proto__', '{"admin":true}')], [claim('constructor', '1')]);
    expect(pairs.map(({ name, kind }) => [name, kind])).toEqual([
      ['__proto__', 'only-one'],
      ['constructor', 'only-other'],
    ]);
  });
});
