import type { KeyAtMomentView, SignatureView } from '../../../contract/view-inspection.ts';
import { dayWords } from '../../kit/words/time-words.ts';

/** What is known of a token's signature, in a heading and a sentence. */
export interface SignatureWords {
  readonly tone: 'good' | 'warn' | 'bad' | 'plain';
  readonly short: string;
  readonly sentence: string;
}

const words = (tone: SignatureWords['tone'], short: string, sentence: string): SignatureWords => ({
  tone,
  short,
  sentence,
});

type Key = NonNullable<SignatureView['key']>;

const seenWords = ({ firstSeen, lastSeen }: Key): string => {
  const [first, last] = [dayWords(firstSeen ?? 0), dayWords(lastSeen ?? 0)];
  return first === last ? `on ${first}` : `from ${first} to ${last}`;
};

const verifiedWords = (key: Key | undefined): SignatureWords => {
  if (key === undefined || key.from === 'issuer') {
    return words('good', 'Verified', 'With a key its issuer publishes now: it was asked.');
  }
  if (key.isIssuedAfterWithdrawal) {
    return words(
      'bad',
      'Withdrawn key',
      `The key was last seen on ${dayWords(key.lastSeen ?? 0)}, and gone before the token says it was made. A leaked key looks like this.`,
    );
  }
  switch (key.standing) {
    case 'published':
      return words(
        'good',
        'Verified',
        `With its issuer’s key as last seen on ${dayWords(key.lastSeen ?? 0)}. Nobody was asked.`,
      );
    case 'withdrawn':
      return words('good', 'Verified', `With a key seen ${seenWords(key)}, no longer published.`);
    case 'unknown':
      return words(
        'good',
        'Verified',
        `With a key seen ${seenWords(key)}. Whether it is still published is not known: the newer set was too large to keep.`,
      );
  }
};

const unverifiedWords = ({ hasNamesake }: SignatureView): SignatureWords =>
  words(
    'warn',
    'Not verified',
    hasNamesake === true
      ? 'The kept key of that name did not sign it: it is forged, or the issuer has given the name to another key. Ask its issuer.'
      : 'No kept key fits. The issuer may have newer ones: ask its issuer.',
  );

const WORDS: Readonly<
  Record<Exclude<SignatureView['kind'], 'verified' | 'unverified'>, SignatureWords>
> = {
  forged: words('bad', 'Forged', 'The text was changed, or another key signed it.'),
  'no-key': words('bad', 'Key not found', 'Its issuer publishes no key that fits.'),
  'no-keys-known': words('plain', 'Not checked', 'No key of its issuer is known here yet.'),
  'not-a-jwt': words('plain', 'Opaque', 'There is nothing to check: only its server knows it.'),
  encrypted: words('plain', 'Encrypted', 'Only the receiver can check it (RFC 7516).'),
  refused: words('bad', 'Refused', 'It breaks a rule, so its signature is not even tried:'),
};

/** Words for what was found out about a signature, and how. */
export const signatureWords = (signature: SignatureView): SignatureWords => {
  if (signature.kind === 'verified') return verifiedWords(signature.key);
  if (signature.kind === 'unverified') return unverifiedWords(signature);
  return WORDS[signature.kind];
};

/** How a kept key stood at the chosen moment. */
export const KEY_STATE_WORDS: Readonly<
  Record<
    KeyAtMomentView['state'],
    { readonly tone: 'good' | 'warn' | 'plain'; readonly words: string }
  >
> = {
  published: { tone: 'good', words: 'Published then' },
  'not-looked': { tone: 'plain', words: 'Nobody looked then' },
  'not-yet-seen': { tone: 'plain', words: 'Not seen yet' },
  withdrawn: { tone: 'warn', words: 'No longer published' },
};
