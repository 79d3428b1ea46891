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

const WORDS: Readonly<Record<string, SignatureWords>> = {
  verified: words('good', 'Verified', 'Signed with a key its issuer publishes.'),
  forged: words('bad', 'Forged', 'The text was changed, or another key signed it.'),
  'no-key': words('bad', 'Key not found', 'Its issuer publishes no key that fits.'),
  'no-keys-known': words('plain', 'Not checked', 'The issuer’s keys are not known yet.'),
  'not-a-jwt': words('plain', 'Opaque', 'There is nothing to check: only its server knows it.'),
  encrypted: words('plain', 'Encrypted', 'Only the receiver can check it (RFC 7516).'),
  refused: words('bad', 'Refused', 'It breaks a rule, so its signature is not even tried.'),
};

/** Words for a finding; a kind that is new to us is shown as it came. */
export const signatureWords = (kind: string): SignatureWords =>
  (Object.hasOwn(WORDS, kind) ? WORDS[kind] : undefined) ?? words('plain', kind, '');
