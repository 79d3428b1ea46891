import type { AppView } from '../../contract/app.ts';

/** Characters, after NFKC as main counts them. */
const SHORTEST_PASSPHRASE = 8;
const FAIR = 12;
const STRONG = 20;
/** Fewer different characters than this are a pattern, however long it is. */
const FEWEST_DIFFERENT = 6;

/** How well a passphrase withstands guessing, as far as its length tells. */
interface PassphraseWords {
  readonly level: 0 | 1 | 2 | 3;
  readonly words: string;
}

/** Whether main would take it. */
export const isLongEnough = (passphrase: string): boolean =>
  Math.min(passphrase.length, passphrase.normalize('NFKC').length) >= SHORTEST_PASSPHRASE;

/** The strength of a passphrase in plain words; it speaks of length, because that is what helps. */
export const passphraseWords = (passphrase: string): PassphraseWords => {
  const letters = Array.from(passphrase.normalize('NFKC'));
  if (!isLongEnough(passphrase)) {
    return { level: 0, words: `At least ${SHORTEST_PASSPHRASE} characters; a few words are best.` };
  }
  if (letters.length < FAIR || new Set(letters).size < FEWEST_DIFFERENT) {
    return { level: 1, words: 'Weak: whoever copies the file could guess it in time.' };
  }
  return letters.length < STRONG
    ? { level: 2, words: 'Fair: another word or two would make it strong.' }
    : { level: 3, words: 'Strong, unless it is a known quotation.' };
};

/** What the lock page says and asks for. */
export interface LockWords {
  readonly title: string;
  readonly text: string;
  readonly needsPassphrase: boolean;
}

type Locking = Pick<AppView, 'isLocked' | 'storage'>;

const needsPassphrase = ({ storage }: Locking): boolean =>
  storage.kind === 'vault' && storage.state === 'locked';

/** The words of the lock page; undefined where the window may be shown. */
export const lockWords = (app: Locking): LockWords | undefined => {
  const asks = needsPassphrase(app);
  if (!app.isLocked && !asks) return undefined;
  return {
    title: app.isLocked ? 'Locked' : 'The vault is locked',
    text: app.isLocked
      ? 'Access tokens are gone from memory, and nothing is handed out. Your logins are kept.'
      : 'Your logins are safe in it. Valet Key does not keep its passphrase, so it asks for it.',
    needsPassphrase: asks,
  };
};
