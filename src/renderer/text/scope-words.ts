/** A scope token in plain words. `risk` is how much it lets the holder do. */
export interface ScopeWords {
  readonly words: string;
  readonly risk: 'low' | 'medium' | 'high';
}

const KNOWN: Readonly<Record<string, ScopeWords>> = {
  openid: { words: 'Know who you are', risk: 'low' },
  profile: { words: 'See your name and profile', risk: 'low' },
  email: { words: 'See your e-mail address', risk: 'low' },
  phone: { words: 'See your phone number', risk: 'medium' },
  address: { words: 'See your postal address', risk: 'medium' },
  offline_access: { words: 'Stay signed in (refresh token)', risk: 'medium' },
  offline: { words: 'Stay signed in (refresh token)', risk: 'medium' },
};

interface Verb {
  readonly names: ReadonlySet<string>;
  readonly alone: string;
  readonly of: string;
  readonly risk: ScopeWords['risk'];
}

const verb = (names: string, alone: string, of: string, risk: ScopeWords['risk']): Verb => ({
  names: new Set(names.split(' ')),
  alone,
  of,
  risk,
});

const VERBS: readonly Verb[] = [
  verb('admin manage owner full all * root sudo', 'Full control', 'Full control of', 'high'),
  verb('delete remove destroy', 'Delete', 'Delete', 'high'),
  verb('write edit create update modify push upload', 'Read and change', 'Read and change', 'high'),
  verb('send post publish', 'Send in your name', 'Send in your name:', 'high'),
  verb('read view list get readonly', 'Read', 'Read', 'low'),
];

/** The words of `notes:read`, `write_repository`, `repo.read` or `https://host/auth/notes.read`. */
const wordsIn = (token: string): readonly string[] =>
  (token.split('/').at(-1) ?? token).split(/[:._\-\s]+/u).filter((word) => word !== '');

/**
 * What a scope token most likely allows. A guess from its name for all but OIDC's own scopes, so
 * it is always shown beside the token itself. @see OIDC Core §5.4
 */
export const scopeWords = (token: string): ScopeWords => {
  const known = Object.hasOwn(KNOWN, token) ? KNOWN[token] : undefined;
  if (known !== undefined) return known;
  const words = wordsIn(token);
  const match = VERBS.find(({ names }) => words.some((word) => names.has(word.toLowerCase())));
  if (match === undefined) return { words: 'Defined by this server', risk: 'medium' };
  const nouns = words.filter((word) => !match.names.has(word.toLowerCase()));
  return {
    words: nouns.length === 0 ? match.alone : `${match.of} ${nouns.join(' ')}`,
    risk: match.risk,
  };
};
