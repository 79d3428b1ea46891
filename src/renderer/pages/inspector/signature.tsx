import { KeySquare } from 'lucide-react';
import type { KeyAtMomentView, SignatureView } from '../../../contract/inspection.ts';
import { Button } from '../../kit/button.tsx';
import { Chip } from '../../kit/chip.tsx';
import { Empty } from '../../kit/empty.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { foreignText } from '../../kit/words/foreign.ts';
import { dayWords, momentWords } from '../../kit/words/time-words.ts';
import type { Examined } from './examination.tsx';

/** What is known of a token's signature, in a heading and a sentence. */
interface SignatureWords {
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
  if (key.isIssuedAfterRemoval) {
    return words(
      'bad',
      'Removed key',
      `The key was last seen on ${dayWords(key.lastSeen ?? 0)}, and gone before the token says it was made. A leaked key looks like this.`,
    );
  }
  switch (key.standing) {
    case 'published':
      return words(
        'good',
        'Verified',
        `With its issuer’s key as last seen on ${dayWords(key.lastSeen ?? 0)}. (checked offline)`,
      );
    case 'removed':
      return words('good', 'Verified', `With a key seen ${seenWords(key)}, no longer published.`);
    case 'unknown':
      return words(
        'good',
        'Verified',
        `With a key seen ${seenWords(key)}. Whether it is still published is not known: the newer set was too large to keep.`,
      );
  }
};

const unverifiedWords = ({ hasSameKid }: SignatureView): SignatureWords =>
  words(
    'warn',
    'Not verified',
    hasSameKid === true
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
  refused: words('bad', 'Refused', 'Invalid token, so the signature wasn’t checked:'),
};

/** Words for what was found out about a signature, and how. */
const signatureWords = (signature: SignatureView): SignatureWords => {
  if (signature.kind === 'verified') return verifiedWords(signature.key);
  if (signature.kind === 'unverified') return unverifiedWords(signature);
  return WORDS[signature.kind];
};

/** How a kept key stood at the chosen moment. */
const KEY_STATE_WORDS: Readonly<
  Record<
    KeyAtMomentView['state'],
    { readonly tone: 'good' | 'warn' | 'plain'; readonly words: string }
  >
> = {
  published: { tone: 'good', words: 'Published then' },
  'not-looked': { tone: 'plain', words: 'No record' },
  'not-yet-seen': { tone: 'plain', words: 'Not seen yet' },
  removed: { tone: 'warn', words: 'No longer published' },
};

/** Kinds that more keys could change. */
const ASKABLE: ReadonlySet<string> = new Set(['verified', 'unverified', 'no-keys-known']);

/** A rule is worded as what follows the token: `is not signed`. */
const reason = (why: string): string =>
  /^the /.test(why) ? foreignText(why) : `it ${foreignText(why)}`;

/** Whether the signature holds, and by which key. Asking the issuer is the person's own action. */
export const SignatureCard = ({ examined }: { readonly examined: Examined }) => {
  const { token, isAsking, hasAsked, askIssuer, askFailure } = examined;
  const { signature } = token;
  const { tone, short, sentence } = signatureWords(signature);
  return (
    <section className="card" aria-label="Signature">
      <div className="card-head flush wrap">
        <h2 className="card-title">Signature</h2>
        <Chip tone={tone}>{short}</Chip>
        <p className="fill soft" style={{ minWidth: 200 }} role="status">
          {sentence}
          {signature.why !== undefined && <bdi> {reason(signature.why)}.</bdi>}
        </p>
        {ASKABLE.has(signature.kind) && !hasAsked && (
          <Button icon={KeySquare} isBusy={isAsking} onPress={askIssuer}>
            Ask its issuer
          </Button>
        )}
      </div>
      {askFailure !== undefined && (
        <FailureNotice failure={askFailure} actions={{ retry: askIssuer }} />
      )}
    </section>
  );
};

const Row = ({ line }: { readonly line: KeyAtMomentView }) => {
  const { tone, words } = KEY_STATE_WORDS[line.state];
  return (
    <tr>
      <th scope="row">
        {line.kid === undefined ? (
          <span className="block faint small">without a name</span>
        ) : (
          <Foreign text={line.kid} longest={80} className="clip mono" />
        )}
      </th>
      <td>
        <bdi className="mono">{foreignText(line.algorithms.join(', '), 120)}</bdi>
      </td>
      <td data-label="First seen:" title={momentWords(line.firstSeen)}>
        {dayWords(line.firstSeen)}
      </td>
      <td data-label="Last seen:" title={momentWords(line.lastSeen)}>
        {dayWords(line.lastSeen)}
      </td>
      <td>
        <Chip tone={tone}>{words}</Chip>
      </td>
    </tr>
  );
};

/** The issuer's keys that are kept here, and how each stood at the chosen moment. */
export const KeysTable = ({ keys }: { readonly keys: readonly KeyAtMomentView[] }) =>
  keys.length === 0 ? (
    <Empty icon={KeySquare} title="No key is known">
      Keys are kept when you sign in, refresh, or ask an issuer. Then its tokens can be verified
      without asking anybody, also after it has changed its keys.
    </Empty>
  ) : (
    <table className="claims table keys" aria-label="Keys of the issuer">
      <thead>
        <tr>
          <th scope="col" style={{ width: '22%' }}>
            Key (kid)
          </th>
          <th scope="col" style={{ width: '17%' }}>
            Algorithms
          </th>
          <th scope="col" style={{ width: '17%' }}>
            First seen
          </th>
          <th scope="col" style={{ width: '17%' }}>
            Last seen
          </th>
          <th scope="col" style={{ width: '27%' }}>
            At the moment
          </th>
        </tr>
      </thead>
      <tbody>
        {keys.map((line, place) => (
          <Row key={`${place} ${line.kid ?? ''}`} line={line} />
        ))}
      </tbody>
    </table>
  );
