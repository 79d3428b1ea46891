import { describe, expect, it } from 'vitest';
import { diffTokens } from '../../../../src/renderer/pages/inspector/diff-panel.tsx';
import { groupClaims } from '../../../../src/renderer/pages/inspector/claims-table.tsx';

const claim = (name: string, text: string) => ({ name, text, clipped: false });
const of = (...claims: readonly ReturnType<typeof claim>[]) => ({ header: [], claims });

describe('two tokens claim by claim', () => {
  it('tells same, changed and one-sided claims apart, in the first token’s order', () => {
    const one = of(claim('iss', '"a"'), claim('sub', '"1"'), claim('iat', '1'));
    const other = of(claim('exp', '2'), claim('iss', '"a"'), claim('sub', '"2"'));
    expect(diffTokens(one, other).map(({ name, kind }) => [name, kind])).toEqual([
      ['iss', 'same'],
      ['sub', 'changed'],
      ['iat', 'only-one'],
      ['exp', 'only-other'],
    ]);
  });

  it('never compares a header parameter with a claim', () => {
    const one = { header: [claim('iss', '"a"')], claims: [claim('iss', '"b"')] };
    const pairs = diffTokens(one, { header: [], claims: [claim('iss', '"a"')] });
    expect(pairs.map(({ part, kind }) => [part, kind])).toEqual([
      ['claims', 'changed'],
      ['header', 'only-one'],
    ]);
  });

  it('takes the last of a repeated name (RFC 7519 §4)', () => {
    const pairs = diffTokens(of(claim('sub', '"1"'), claim('sub', '"2"')), of(claim('sub', '"2"')));
    expect(pairs.map(({ kind }) => kind)).toEqual(['same']);
  });

  it('keeps names that objects have anyway', () => {
    const pairs = diffTokens(
      of(claim('__proto__', '{"admin":true}')),
      of(claim('constructor', '1')),
    );
    expect(pairs.map(({ name, kind }) => [name, kind])).toEqual([
      ['__proto__', 'only-one'],
      ['constructor', 'only-other'],
    ]);
  });
});

describe('claims under headings', () => {
  it('go who, for whom, when, what, proof, and the server’s own last', () => {
    const meaning = (group: 'who' | 'when' | 'proof') => ({
      group,
      sentence: '',
      source: '',
      isRecalled: false,
    });
    const groups = groupClaims([
      { meaning: meaning('proof') },
      {},
      { meaning: meaning('when') },
      { meaning: meaning('who') },
    ]);
    expect(groups.map(({ group }) => group)).toEqual(['who', 'when', 'proof', 'other']);
  });
});
