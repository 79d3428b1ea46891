import type { ClaimView } from '../../../contract/view.ts';

/** What is odd about a token, by the closed words of its description. */
const WARNINGS: Readonly<Record<string, string>> = {
  'not-signed': 'Not signed: anyone can have written this (RFC 8725 §3.1).',
  encrypted: 'Encrypted: only its receiver can read it (RFC 7516 §3.1).',
  nested: 'Holds another token; one level is shown (RFC 7519 §5.2).',
  'not-a-claims-set': 'The payload is not a set of claims (RFC 7519 §7.2).',
  'repeated-member': 'A name occurs twice: readers may disagree about it (RFC 7519 §4).',
  'white-space-around': 'White space around the token was left out.',
};

/** A warning in a sentence; one that is none of ours is shown as it came. */
export const warningWords = (warning: string): string =>
  (Object.hasOwn(WARNINGS, warning) ? WARNINGS[warning] : undefined) ?? warning;

/** What is odd about one claim. */
export const REMARK_WORDS: Readonly<Record<NonNullable<ClaimView['remark']>, string>> = {
  'far-future': 'After the year 9999: milliseconds instead of seconds?',
  'out-of-range': 'No date can say this',
  'not-a-number': 'Not a number, so not a time (RFC 7519 §2)',
  repeated: 'Occurs more than once',
};

export const FORMAT_WORDS = { jwt: 'JWT', jwe: 'Encrypted JWT', opaque: 'Opaque' } as const;
