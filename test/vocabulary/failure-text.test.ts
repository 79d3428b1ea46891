import { describe, expect, it } from 'vitest';
import {
  FAILURE_TEXT,
  pauseText,
  quotedText,
  STEP_LABEL,
} from '../../src/vocabulary/failure-text.ts';
import { ERROR_CODES, NEXT_STEP } from '../../src/vocabulary/error-code.ts';

describe('what a person reads about a failure', () => {
  it.each(ERROR_CODES)('%s has one sentence, one action and one button', (code) => {
    const { sentence, action } = FAILURE_TEXT[code];
    expect(sentence).toMatch(/^[A-Z].{10,90}\.$/u);
    expect(action).toMatch(/^[A-Z].{10,120}\.$/u);
    expect(sentence).not.toMatch(/VK_|error|invalid_/u);
    expect(STEP_LABEL[NEXT_STEP[code]]).not.toBe('');
  });

  it('tells no two failures apart by the code alone', () => {
    const sentences = ERROR_CODES.map((code) => FAILURE_TEXT[code].sentence);
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it.each([
    [{ error: 'access_denied', error_description: 'No.' }, 'No.'],
    [{ error: 'access_denied' }, 'access_denied'],
    [{ error_description: '' }, undefined],
    [{ error_description: 7 }, undefined],
    [{}, undefined],
  ])('quotes the server from %j (RFC 6749 §5.2)', (fields, quote) => {
    expect(quotedText(fields)).toBe(quote);
  });

  it.each([
    [{ triedAgainInSeconds: 8 }, /^Nothing was tried this time.* in 8 seconds\.$/],
    [{ triedAgainInSeconds: 1 }, / in 1 second\.$/],
  ])('says from %j that nothing was tried, and until when', (fields, words) => {
    expect(pauseText(fields)).toMatch(words);
  });

  it('says nothing of a pause where a try was made', () => {
    expect(pauseText({ triedAgainInSeconds: '8', status: 503 })).toBeUndefined();
  });
});
