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

const VERBS: readonly (readonly [RegExp, string, ScopeWords['risk']])[] = [
  [/admin|manage|owner|full|^all$|\*|root|sudo|superuser/i, 'Full control', 'high'],
  [/delete|remove|destroy/i, 'Delete', 'high'],
  [/write|edit|create|update|modify|send|post|push|upload/i, 'Read and change', 'high'],
  [/read|view|list|get|readonly/i, 'Read', 'low'],
];

/** The noun of `notes:read`, `read:notes`, `repo.read` or `https://host/auth/notes.read`. */
const nounOf = (token: string): string | undefined => {
  const last = token.split('/').at(-1) ?? token;
  const nouns = last
    .split(/[:.]/)
    .filter((part) => part !== '' && !VERBS.some(([verb]) => verb.test(part)));
  return nouns.length > 0 ? nouns.join(' ').replaceAll(/[_-]+/g, ' ') : undefined;
};

/**
 * What a scope token most likely allows. A guess from its name for all but OIDC's own scopes, so
 * it is always shown beside the token itself. @see OIDC Core §5.4
 */
export const scopeWords = (token: string): ScopeWords => {
  const known = Object.hasOwn(KNOWN, token) ? KNOWN[token] : undefined;
  if (known !== undefined) return known;
  const match = VERBS.find(([verb]) => verb.test(token));
  if (match === undefined) return { words: 'Defined by this server', risk: 'medium' };
  const noun = nounOf(token);
  return { words: noun === undefined ? match[1] : `${match[1]} ${noun}`, risk: match[2] };
};
