import { describe, expect, it } from 'vitest';
import { isValetKeyError } from '../../../../src/core/fault/valet-key-error.ts';
import { PUBLIC_HOSTS } from '../../../../src/core/model/issuer.ts';
import { readProviderFile } from '../../../../src/core/provider-settings/provider-file.ts';
import { importRefusal, planWords } from '../../../../src/renderer/pages/settings/import-words.ts';

const ACME = { id: 'acme', name: 'Acme', issuer: 'https://as.example', clientId: 'c' };
const fileOf = (...providers: readonly object[]): string =>
  JSON.stringify({ version: 1, providers });

const refusalOf = (text: string) => {
  try {
    readProviderFile(new TextEncoder().encode(text), PUBLIC_HOSTS);
  } catch (thrown) {
    if (isValetKeyError(thrown))
      return importRefusal({ code: thrown.code, fields: { ...thrown.fields } });
  }
  throw new Error('expected a refusal');
};

describe('why a file of providers is not taken', () => {
  it.each([
    ['{', 'The file is not JSON.'],
    ['\ufeff{}', 'The file is not JSON in UTF-8.'],
    ['{"version":99}', 'The file is of a version that this Valet Key cannot read.'],
    [fileOf(ACME, ACME), 'Two providers would be the same one.'],
    ['{"version":1,"providers":[],"extra":1}', 'The file has a member that is not known: extra.'],
    [fileOf(ACME, { ...ACME, id: 'a.b' }), 'Provider 2 in the file: id is missing or malformed.'],
    [
      fileOf({ ...ACME, tokenEndpoint: 'http://as.example' }),
      'Provider 1 in the file: tokenEndpoint is not https.',
    ],
    [
      fileOf({ ...ACME, extraAuthParams: { state: 'x' } }),
      'Provider 1 in the file: extraAuthParams sets state, which Valet Key sets.',
    ],
    ['{"version":1,"version":1}', 'The file names version twice.'],
    [fileOf(...Array.from({ length: 201 }, () => ({}))), 'The file holds more than 200 providers.'],
  ])('is one sentence about %.40s', (text, sentence) => {
    const refusal = refusalOf(text);
    expect(refusal.sentence).toBe(sentence);
    expect(refusal.action).toMatch(/^[A-Z].*\.$/);
  });

  it('keeps foreign names short and visible', () => {
    const member = `\u202e${'x'.repeat(500)}`;
    const { sentence } = refusalOf(JSON.stringify({ version: 1, providers: [], [member]: 1 }));
    expect(sentence.length).toBeLessThan(160);
    expect(sentence).not.toContain('\u202e');
  });
});

describe('what a file would change, in numbers', () => {
  it.each([
    [{ added: 2, changed: 1, unchanged: 3 }, '2 new, 1 changed, and 3 as it is.'],
    [{ added: 0, changed: 0, unchanged: 0 }, 'No provider in it.'],
  ])('is counted in words: %j', (counts, words) => {
    expect(planWords(counts)).toBe(words);
  });
});
