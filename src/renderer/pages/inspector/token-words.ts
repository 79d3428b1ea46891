import type { TokenPartView, FoundTokenView, ClaimView } from '../../../contract/inspection.ts';

/** What is odd about a token, by the closed words of its description. */
const WARNINGS: Readonly<Record<string, string>> = {
  'not-signed': 'Not signed: anyone can have written this (RFC 8725 §3.1).',
  encrypted: 'Encrypted: only its receiver can read it (RFC 7516 §3.1).',
  nested: 'Holds another token; one level is shown (RFC 7519 §5.2).',
  'not-a-claims-set': 'The payload is not a set of claims (RFC 7519 §7.2).',
  'repeated-member': 'A name occurs twice: readers may disagree about it (RFC 7519 §4).',
  'selective-disclosure':
    'An SD-JWT: what its holder discloses stands below the claims that its issuer signed (RFC 9901 §4).',
  'cut-off': 'Cut off before its signature: only what came before can be read.',
  padded: 'Padded with “=”, which a JWT leaves out (RFC 7515 §2): strict readers refuse it.',
  'white-space-around': 'White space around the token was left out.',
};

/** A warning in a sentence; one that is none of ours is shown as it came. */
export const warningWords = (warning: string): string =>
  (Object.hasOwn(WARNINGS, warning) ? WARNINGS[warning] : undefined) ?? warning;

/** What is odd about one claim. */
export const REMARK_WORDS: Readonly<Record<NonNullable<ClaimView['remark']>, string>> = {
  disclosed: 'Disclosed by the holder; its digest is in the token.',
  'not-in-token': 'Disclosed, but no digest in the token vouches for it: do not believe it.',
  'far-future': 'After the year 9999: milliseconds instead of seconds?',
  'out-of-range': 'Not a valid date',
  'not-a-number': 'Not a number, so not a time (RFC 7519 §2)',
  repeated: 'Occurs more than once',
};

export const FORMAT_WORDS = { jwt: 'JWT', jwe: 'Encrypted JWT', opaque: 'Opaque' } as const;

/** What the pieces between the dots are called. @see RFC 7515 §2, RFC 7516 §2 */
export const PART_WORDS: Readonly<Record<TokenPartView['name'], string>> = {
  header: 'Header',
  payload: 'Payload',
  signature: 'Signature',
  'encrypted-key': 'Encrypted key',
  iv: 'Initialization vector',
  ciphertext: 'Ciphertext',
  tag: 'Authentication tag',
};

const PLACES: Readonly<Record<FoundTokenView['place'], string>> = {
  alone: '',
  broken: 'Line breaks and spaces in the token were left out',
  'authorization-header': 'Taken from an Authorization header',
  'json-member': 'Taken from the JSON member',
  parameter: 'Taken from the parameter',
  text: 'Taken from the text around it',
};

/** Where in the pasted text the token was; nothing where it was all there was. */
export const foundWords = ({ place, name }: FoundTokenView): string =>
  name === undefined ? PLACES[place] : `${PLACES[place]} ${name}`;

/** What else lay beside it. A refresh token is worth more than the one that was looked at. */
export const othersWords = ({ others }: FoundTokenView): string | undefined => {
  if (others.length === 0) return undefined;
  const list = new Intl.ListFormat('en').format(others);
  const hint = others.some((name) => /^refresh/.test(name))
    ? 'Don’t leave refresh tokens lying around.'
    : 'Paste one alone to look at it.';
  return `There is also ${list}, not looked at. ${hint}`;
};
