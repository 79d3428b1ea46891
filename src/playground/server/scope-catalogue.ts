/** How much harm a scope token can do in the wrong hands; the consent page marks it. */
export type Risk = 'identity' | 'lasting' | 'read' | 'write' | 'danger';

export interface ScopeEntry {
  readonly scope: string;
  /** What the client will be able to do, in plain words. */
  readonly title: string;
  readonly detail: string;
  readonly risk: Risk;
  /** Cannot be unticked on the consent page. */
  readonly required: boolean;
}

const entry = (
  scope: string,
  risk: Risk,
  title: string,
  detail: string,
  required = false,
): ScopeEntry => ({ scope, title, detail, risk, required });

/** Every scope token the playground knows, in the order the consent page shows them. */
export const SCOPE_CATALOGUE: readonly ScopeEntry[] = [
  entry('openid', 'identity', 'Know who you are', 'An identifier for this account.', true),
  entry('profile', 'identity', 'See your profile', 'Your name and user name.'),
  entry('email', 'identity', 'See your email address', 'And whether it was verified.'),
  entry(
    'offline_access',
    'lasting',
    'Stay connected',
    'Until you revoke it, also while you are away.',
  ),
  entry('notes:read', 'read', 'Read your notes', 'All of them, without changing any.'),
  entry('notes:write', 'write', 'Write notes for you', 'Add new notes to your account.'),
  entry('calendar:read', 'read', 'Read your calendar', 'What you do, and when.'),
  entry('account:delete', 'danger', 'Delete your account', 'Notes, dates and all. No way back.'),
];

/** All scope tokens as one RFC 6749 §3.3 scope value. */
export const ALL_SCOPES = SCOPE_CATALOGUE.map(({ scope }) => scope).join(' ');

/** The catalogue's entries for a scope value, in catalogue order; unknown tokens are left out. */
export const describeScope = (scope: string): readonly ScopeEntry[] => {
  const wanted = new Set(scope.split(' '));
  return SCOPE_CATALOGUE.filter((known) => wanted.has(known.scope));
};
